import { useLocation } from 'react-router'
import { getLocale } from '#messages/runtime.js'

const OTHER = { fr: { language: 'en', name: 'English' }, en: { language: 'fr', name: 'Français' } } as const

/** The other language, named in itself. A plain form: the whole page comes back in that language. */
export function LanguageSwitch() {
  const { pathname, search } = useLocation()
  const { language, name } = OTHER[getLocale()]
  return (
    <form className="language" method="post" action="/language">
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="back" value={`${pathname}${search}`} />
      <button type="submit" lang={language}>
        {name}
      </button>
    </form>
  )
}
