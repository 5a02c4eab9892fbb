/** Where a form leads that wrote under an amendment, or changed at once what it was about. */
import { redirect } from 'react-router'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { m } from '#messages'
import { contractHref } from './trail.ts'

interface Written {
  convention: string
  amendmentId: string | null
  /** Of what changed at once, within the contract. */
  path: readonly string[]
  message: string
}

export async function afterWriting({ convention, amendmentId, path, message }: Written): Promise<Response> {
  if (amendmentId === null)
    return redirect(contractHref(convention, ...path), { headers: await flashHeaders({ tone: 'good', message }) })
  return redirect(contractHref(convention, 'amendments', amendmentId), {
    headers: await flashHeaders({ tone: 'good', message: m.convention_amendment_written() }),
  })
}
