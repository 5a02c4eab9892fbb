/** A device with a lock of its own, as Chromium plays it, and the key that is kept behind it. */
import type { Page } from 'playwright-core'

export async function giveLock(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Whoever is signed in adds a passkey to their account, on the account's page. */
export async function addPasskey(page: Page): Promise<void> {
  await giveLock(page)
  await page.goto('/account')
  const keys = page.getByRole('button', { name: /^Renommer/ })
  const before = await keys.count()
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await keys.nth(before).waitFor()
}
