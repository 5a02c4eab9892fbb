import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [index('./ui/home.page.tsx'), route('language', './ui/language.action.ts')] satisfies RouteConfig
