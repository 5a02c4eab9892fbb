/** A number of the draw as it is called out: three digits. */
export function digits(value: number): string {
  return String(value).padStart(3, '0')
}

/** In groups of eight, so that two can be compared by eye. */
export function Hash({ value }: { value: string }) {
  return <code>{value.match(/.{1,8}/g)?.join(' ')}</code>
}
