const ACTS = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A text made safe for a CSV or XLSX export: what a spreadsheet would take for a formula is preceded by an
 * apostrophe. Numbers must be exported as numbers, not through this.
 *
 * @see OWASP, *CSV Injection*
 */
export function safeCell(text: string): string {
  return ACTS.test(text) ? `'${text}` : text
}
