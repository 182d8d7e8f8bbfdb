// Put into the bare page: plain rows to scroll, and a line that Enter writes, beside which the board is measured.
;((count) => {
  const rows = document.createElement('div')
  rows.id = 'rows'
  rows.style.cssText = 'position:fixed;inset:0 0 120px 0;overflow:auto;background:#fff'
  for (let index = 0; index < count; index += 1) {
    const row = document.createElement('div')
    row.style.cssText = 'height:60px;border-bottom:1px solid #ccc'
    row.textContent = `Kid ${index} · U10 · Expected`
    rows.append(row)
  }
  const status = document.createElement('div')
  status.setAttribute('role', 'status')
  document.body.append(rows, status)
  const box = document.querySelector('#box')
  box.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      event.stopImmediatePropagation()
      status.textContent = `${box.value} is here`
      box.value = ''
    },
    { capture: true },
  )
  box.focus()
})(1_000)
