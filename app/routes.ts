import { index, layout, prefix, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  route('accessibility', './ui/accessibility.page.tsx'),
  route('interface', './ui/interface.page.tsx'),
  route('language', './ui/language.action.ts'),

  ...prefix('c/:convention', [
    layout('./convention/house.page.tsx', [
      route('help', './convention/help.page.tsx'),
      ...prefix('stock', [
        index('./stock/stock.page.tsx'),
        route('search', './stock/search.page.tsx'),
        route('profile', './stock/profile.page.tsx'),
        route('vacancy', './stock/vacancy.page.tsx'),
        route('coverage', './stock/coverage.page.tsx'),
        route('residences/:residence', './stock/residence.page.tsx'),
        route('residences/:residence/dwellings', './stock/residence-dwellings.page.tsx'),
        route('residences/:residence/tenants', './stock/residence-tenants.page.tsx'),
        route('dwellings/:dwelling', './stock/dwelling.page.tsx'),
      ]),
    ]),
    route('stock/residences/export', './stock/residences-export.page.ts'),
    route('stock/residences/:residence/dwellings/export', './stock/dwellings-export.page.ts'),
  ]),
] satisfies RouteConfig
