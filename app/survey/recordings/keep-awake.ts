/** Keeps the screen lit: many phones put a page to sleep with it, and a sound that is being recorded ends there. */
export function keepAwake() {
  let isWanted = false
  // In turn: pressed twice in a moment, no light is left on that nobody can put out.
  let turn = Promise.resolve<WakeLockSentinel | undefined>(undefined)
  const settle = () => {
    turn = turn.then(async (lock) => {
      if (!isWanted) return void (await lock?.release())
      if (document.hidden || lock?.released === false) return lock
      return navigator.wakeLock?.request('screen').catch(() => undefined)
    })
  }
  const want = (wanted: boolean) => {
    isWanted = wanted
    settle()
  }
  // The phone lets go of it whenever the page is out of sight.
  document.addEventListener('visibilitychange', settle)
  return {
    hold: () => want(true),
    letGo: () => want(false),
    end: () => {
      want(false)
      document.removeEventListener('visibilitychange', settle)
    },
  }
}
