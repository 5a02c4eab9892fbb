import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  layout('./account/frame.page.tsx', [
    index('./account/home.page.tsx'),
    route('sign-in', './account/sign-in.page.tsx'),
    route('sign-in/sent', './account/link-sent.page.tsx'),
    route('sign-in/link', './account/link.page.tsx'),
    route('sign-in/demonstration', './account/demonstration.page.tsx'),
    route('invitation', './account/invitation.page.tsx'),
    route('account/passkey', './account/second-step.page.tsx'),

    route('c/:convention', './account/convention-home.page.tsx'),
  ]),

  route('sign-out', './account/sign-out.action.ts'),
  route('accessibility', './ui/accessibility.page.tsx'),
  route('interface', './ui/interface.page.tsx'),
  route('language', './ui/language.action.ts'),
] satisfies RouteConfig
