import { type RouteConfig, route } from '@react-router/dev/routes'

export default [
  route('accessibility', './ui/accessibility.page.tsx'),
  route('interface', './ui/interface.page.tsx'),
  route('language', './ui/language.action.ts'),
] satisfies RouteConfig
