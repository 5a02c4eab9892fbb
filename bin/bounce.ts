// npm run bounce < message.eml: notes that a letter came back. Made for a mail server's pipe, hence its exit codes (sysexits.h).
import { buffer } from 'node:stream/consumers'
import { readReturn, takeReturn } from '../app/mobilisation/returns/returns.server.ts'
import { connect, disconnect } from '../app/platform/database.server.ts'
import { openServer } from '../app/platform/installation.server.ts'
import { explain } from './explain.ts'

const TRY_AGAIN = 75 // EX_TEMPFAIL: the mail server keeps the message and comes back with it

try {
  const raw = await buffer(process.stdin)
  const read = await readReturn(raw)
  process.stdout.write(`${typeof read === 'string' ? read : await noted(raw)}\n`)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = TRY_AGAIN
}

async function noted(raw: Uint8Array): Promise<string> {
  const server = await openServer()
  connect(server.ownerUrl, 1)
  try {
    return await takeReturn(raw)
  } finally {
    await disconnect()
    if (!server.cluster?.wasRunning) await server.cluster?.stop()
  }
}
