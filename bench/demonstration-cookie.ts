import { DOMParser } from 'linkedom'

/** Signs in as one of the demonstration's people, as a browser without scripts would: open the page, press the button. */
export async function demonstrationCookie(address: string, role: string): Promise<string> {
  const url = `${address}/sign-in/demonstration?role=${role}`
  const page = await (await fetch(url)).text()
  const document = new DOMParser().parseFromString(page, 'text/html')
  const person = document.querySelector('input[name=person], button[name=person]')?.getAttribute('value')
  if (!person) throw new Error(`nobody of the demonstration is ${role}`)
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    headers: { origin: address },
    redirect: 'manual',
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  if (cookies.length === 0) throw new Error(`signing in as ${role} was answered ${answer.status}`)
  return cookies.join('; ')
}
