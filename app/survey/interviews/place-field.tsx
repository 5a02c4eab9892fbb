/** Where somebody says that they go: looked for by its name, or pressed on the map. Both give the same answer. */
import { useId, useRef, useState } from 'react'
import { Button } from '#app/ui/button.tsx'
import { useAnswer } from '#app/ui/form.tsx'
import { textOf } from '#app/ui/form-answer.ts'
import { m } from '#messages'
import { closedAnswerWord, NO_ANSWER } from './answers.ts'
import { type GivenPlace, placeFrom } from './given-place.ts'
import { givenOf, type KnownPlace, type PlaceBook, pressed, search, startOf } from './place-book.ts'
import { PlaceMap } from './place-map.tsx'

interface PlaceFieldProps {
  id: string
  place: GivenPlace | null
  book: PlaceBook | null
  near: string | null
}

export function PlaceField({ id, place: first, book, near }: PlaceFieldProps) {
  const name = `place-${id}`
  const sent = textOf(useAnswer(), name, first ? JSON.stringify(first) : '')
  const [place, setPlace] = useState(() => placeFrom(sent))
  const hidden = useRef<HTMLInputElement>(null)
  const choose = (chosen: GivenPlace | null) => {
    setPlace(chosen)
    // Nothing was typed: whoever saves the form at each pause is told so.
    setTimeout(() => hidden.current?.dispatchEvent(new Event('input', { bubbles: true })))
  }
  return (
    <div className="place-field stack">
      <input ref={hidden} type="hidden" name={name} value={place ? JSON.stringify(place) : ''} />
      <p className="soft">{m.survey_place_says()}</p>
      <div className="place-chosen" role="status">
        <p>
          {place ? (
            <>
              {m.survey_place_chosen()} <strong>{closedAnswerWord({ ...NO_ANSWER, place })}</strong>
            </>
          ) : (
            m.survey_place_none()
          )}
        </p>
        {place && place.kind !== 'public' && <p className="soft">{m.survey_place_is_coarse()}</p>}
      </div>
      {place && <Button onClick={() => choose(null)}>{m.survey_place_clear()}</Button>}
      {book && book.places.length > 0 && (
        <>
          <PlaceSearch book={book} near={near} chosen={place} choose={choose} />
          <details>
            <summary>{m.survey_place_on_map()}</summary>
            <PlaceMap
              book={book}
              near={near}
              chosen={place}
              press={(at, reach) => choose(pressed(book.places, at, reach))}
            />
          </details>
        </>
      )}
      {!book && <p className="soft">{m.survey_place_no_book()}</p>}
    </div>
  )
}

const MOST_FOUND = 8

interface SearchProps {
  book: PlaceBook
  near: string | null
  chosen: GivenPlace | null
  choose: (place: GivenPlace) => void
}

/** A few large buttons at a time rather than a list of hundreds: it is used standing in a doorway, with one thumb. */
function PlaceSearch({ book, near, chosen, choose }: SearchProps) {
  const id = useId()
  const [words, setWords] = useState('')
  const found = search(book.places, words, startOf(book, near), MOST_FOUND)
  const take = (place: KnownPlace) => {
    choose(givenOf(place))
    setWords('')
  }
  return (
    <div className="field">
      <label htmlFor={id}>{m.survey_place_search()}</label>
      <span className="hint" id={`${id}-hint`}>
        {m.survey_place_search_hint()}
      </span>
      <input
        className="input"
        type="search"
        id={id}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault() // it would send the whole form
          const [only, another] = found
          if (only && !another) take(only)
        }}
      />
      <p role="status" className="soft">
        {words.trim() !== '' && m.survey_place_found({ count: found.length })}
      </p>
      <ul className="plain place-found">
        {found.map((place) => (
          <li key={`${place.kind} ${place.name} ${place.lon} ${place.lat}`}>
            <button
              type="button"
              className="place-choice"
              aria-pressed={chosen?.name === place.name && chosen.kind === place.kind}
              onClick={() => take(place)}
            >
              {place.name} <small className="soft">{place.detail}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
