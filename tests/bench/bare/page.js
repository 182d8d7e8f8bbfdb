const log = document.getElementById('log')
const box = document.getElementById('box')

function append(text) {
  const bubble = document.createElement('div')
  bubble.className = 'bubble'
  bubble.textContent = text
  log.append(bubble)
}

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  append(box.value)
  box.value = ''
})
window.bare?.onText(append)
