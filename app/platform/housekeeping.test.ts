import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { test } from '../../test/house.ts'
import { keepHouse } from './housekeeping.server.ts'
import { writeMail } from './mail.server.ts'
import { settings } from './settings.server.ts'

/** As much of a mail server as a letter needs; it keeps what it is told. */
function postOffice(): Promise<{ server: Server; url: string; letters: string[] }> {
  const letters: string[] = []
  const serve = (socket: Socket) => {
    let letter: string | undefined
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 here')
    socket.on('data', (data) => {
      const text = String(data)
      if (letter !== undefined) {
        letter += text
        if (!letter.endsWith('\r\n.\r\n')) return
        letters.push(letter)
        letter = undefined
        return say('250 taken')
      }
      if (/^data/i.test(text)) letter = ''
      return say(/^data/i.test(text) ? '354 go on' : /^quit/i.test(text) ? '221 bye' : '250 well')
    })
    socket.on('error', () => undefined)
  }
  return new Promise((resolve) => {
    const server = createServer(serve).listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ server, url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, letters })
    })
  })
}

test('a letter leaves within two seconds of its being written, once, though two processes watch', async ({ house }) => {
  const { server, url, letters } = await postOffice()
  settings.SMTP_URL = url
  const processes = [keepHouse(), keepHouse()]
  await wait(300)
  await house.as('operator-lead')((tx) =>
    writeMail(tx, { recipient: 'awa@example.test', subject: 'Bonjour', body: 'Texte', purpose: 'notice' }),
  )
  for (let time = 0; time < 20 && letters.length === 0; time++) await wait(100)
  await wait(300)
  expect(letters).toHaveLength(1)
  expect(letters[0]).toContain('To: awa@example.test')
  const { rows } = await house.owner.query('select sent_at is not null as sent, tries from mail')
  expect(rows).toEqual([{ sent: true, tries: 1 }])
  await Promise.all(processes.map((process) => process.stop()))
  server.close()
  settings.SMTP_URL = undefined
})
