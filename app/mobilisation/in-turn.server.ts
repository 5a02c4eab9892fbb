/** The database keeps a campaign's steps in turn; here its refusals get the words that a person can act on. */
import { Refusal } from '#app/platform/refusal.ts'

export async function refusingWalls<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    throw wordsFor(constraintOf(error)) ?? error
  }
}

function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
}

function wordsFor(constraint: string): Refusal | undefined {
  switch (constraint) {
    case 'mobilisation_left':
      return new Refusal('mobilisation.has-left', { status: 409 })
    case 'mobilisation_version':
    case 'mobilisation_last':
      return new Refusal('mobilisation.text-changed', { status: 409 })
    case 'mobilisation_approved':
      return new Refusal('mobilisation.not-approved', { status: 409 })
    case 'mobilisation_approval_convention_id_text_id_side_key':
      return new Refusal('mobilisation.already-approved', { status: 409 })
    case 'mobilisation_approval_convention_id_text_id_approved_by_key':
      return new Refusal('mobilisation.same-person', { status: 409 })
    default:
      return undefined
  }
}
