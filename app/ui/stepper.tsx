import { m } from '#messages'

/** How far one is on a short way. `current` counts from 1. */
export function Stepper({ steps, current }: { steps: string[]; current: number }) {
  return (
    <div className="stepper">
      <p>
        <strong>{m.ui_step({ current, count: steps.length })}</strong>{' '}
        <span className="soft">{steps[current - 1]}</span>
      </p>
      <ol className="plain" aria-hidden="true">
        {steps.map((step, index) => (
          <li key={step} data-state={index + 1 < current ? 'done' : index + 1 === current ? 'current' : 'next'}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
