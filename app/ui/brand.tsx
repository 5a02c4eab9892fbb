/** Three steps and a landing: the *palier* where neighbours meet. */
export function Brand() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M3 27h7v-6h7v-6h12" fill="none" stroke="currentColor" strokeWidth="3.4" strokeLinejoin="round" />
      <circle cx="23" cy="8" r="3.4" fill="currentColor" />
    </svg>
  )
}
