// Put into the app's page and into the bare one alike: when a key was pressed, and when what it brought was on screen.
;(() => {
  const epoch = (time) => performance.timeOrigin + time

  let pressedAt = 0
  for (const type of ['keydown', 'mousedown']) {
    addEventListener(
      type,
      (event) => {
        pressedAt = epoch(event.timeStamp)
      },
      true,
    )
  }

  let marks = 0

  /**
   * Resolves with the time at which the element that `look` finds, once it does, was presented. The browser's own word
   * (Element Timing): a callback of ours would wait behind whatever else the page does next.
   */
  const presented = (look) =>
    new Promise((resolve, reject) => {
      marks += 1
      const mark = `bench-${marks}`
      const end = (settle, value) => {
        changes.disconnect()
        timings.disconnect()
        clearTimeout(limit)
        settle(value)
      }
      const changes = new MutationObserver(() => {
        const element = look()
        if (!element) return
        changes.disconnect()
        element.setAttribute('elementtiming', mark)
      })
      changes.observe(document.body, { childList: true, subtree: true, characterData: true })
      const timings = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.identifier === mark) end(resolve, epoch(entry.renderTime))
      })
      timings.observe({ type: 'element' })
      const limit = setTimeout(() => end(reject, new Error('Nothing appeared within 15 s.')), 15_000)
    })

  const lastBubble = () => [...document.querySelectorAll('[role=log] [data-row] [data-selectable], .bubble')].pop()
  let appeared = Promise.resolve(0)

  globalThis.bench = {
    now: () => epoch(performance.now()),
    /** The newest bubble says this text. */
    expectText(text) {
      appeared = presented(() => {
        const bubble = lastBubble()
        return bubble?.textContent === text ? bubble : null
      })
    },
    /** Another conversation's newest message is there. */
    expectThread() {
      const before = document.querySelector('[role=log]')
      appeared = presented(() => (document.querySelector('[role=log]') === before ? null : lastBubble()))
    },
    /** The next letter typed: its key's way to the page, and until a frame with it was made. */
    expectLetter() {
      appeared = new Promise((resolve) => {
        addEventListener('input', () => requestAnimationFrame(() => resolve(epoch(performance.now()))), {
          once: true,
          capture: true,
        })
      })
    },
    /** A status that says this: until a frame with it was made. Its element is there before, so that its timing is not told. */
    expectStatus(text) {
      appeared = new Promise((resolve, reject) => {
        const says = () => [...document.querySelectorAll('[role=status]')].some((one) => one.textContent.includes(text))
        const limit = setTimeout(() => reject(new Error('No status said it within 15 s.')), 15_000)
        const changes = new MutationObserver(() => {
          if (!says()) return
          changes.disconnect()
          clearTimeout(limit)
          // The task behind the frame: what was changed has been laid out and handed over to be shown.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(epoch(performance.now()))
            port2.postMessage(null)
          })
        })
        changes.observe(document.body, { childList: true, subtree: true, characterData: true })
      })
    },
    /** Frames a second while an element is scrolled down and up again for so long, so many pixels a frame. */
    scroll: (selector, span, step) =>
      new Promise((resolve) => {
        const element = document.querySelector(selector)
        let direction = 1
        let frames = 0
        let began = 0
        const frame = (now) => {
          if (began === 0) began = now
          else frames += 1
          if (now - began >= span) {
            resolve((frames * 1000) / (now - began))
            return
          }
          const before = element.scrollTop
          element.scrollTop += step * direction
          if (element.scrollTop === before) direction = -direction
          requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    /** Epoch milliseconds at which what was expected was on screen. */
    appeared: () => appeared,
    /** Milliseconds from the last key or click until then. */
    sincePressed: async () => (await appeared) - pressedAt,
    /** Resolves when a key typed now would reach the composer: for the app, with a thread on screen. */
    usable: () =>
      new Promise((resolve, reject) => {
        const since = performance.now()
        const look = () => {
          const box = document.activeElement
          const isComposer = box instanceof HTMLTextAreaElement && !box.disabled
          const isBare = document.querySelector('#box') !== null
          if (isComposer && (isBare || lastBubble() !== undefined)) resolve(true)
          else if (performance.now() - since > 30_000) reject(new Error('No thread to type into within 30 s.'))
          else setTimeout(look, 1)
        }
        look()
      }),
  }
})()
