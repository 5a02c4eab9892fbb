import { m } from '#messages'

export default function Home() {
  return <p>{m.ui_skip_content()}</p>
}
