import { useEffect, useState } from 'react'
import type { GivenPlace } from './given-place.ts'
import type { PlaceBook } from './place-book.ts'
import { PlaceField } from './place-field.tsx'

interface OnLinePlaceFieldProps {
  id: string
  place: GivenPlace | null
  near: string | null
  /** Address of the book of places: nobody waits for it to read the page. */
  bookAt: string
}

/** The field with its book fetched from the server; a page without such a question loads none of it. */
export function OnLinePlaceField({ bookAt, ...field }: OnLinePlaceFieldProps) {
  const [book, setBook] = useState<PlaceBook | null>(null)
  useEffect(() => {
    const left = new AbortController()
    fetch(bookAt, { signal: left.signal })
      .then((answer): Promise<PlaceBook> | null => (answer.ok ? answer.json() : null))
      .then(setBook, () => undefined)
    return () => left.abort()
  }, [bookAt])
  return <PlaceField book={book} {...field} />
}
