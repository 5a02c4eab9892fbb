import { index, prefix, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  route('accessibility', './ui/accessibility.page.tsx'),
  route('interface', './ui/interface.page.tsx'),
  route('language', './ui/language.action.ts'),
  route('verify/:token', './survey/verify.page.tsx'),
  route('verify/:token/record.json', './survey/public-record.action.ts'),
  ...prefix('c/:convention/survey', [
    index('./survey/panels.page.tsx'),
    route('panel/new', './survey/new-panel.page.tsx'),
    route('panel/:panel', './survey/panel.page.tsx'),
    route('panel/:panel/draw', './survey/panel-draw.page.tsx'),
    route('panel/:panel/result', './survey/panel-result.page.tsx'),
    route('panel/:panel/people', './survey/panel-people.page.tsx'),
    route('panel/:panel/people/:person', './survey/panel-person.page.tsx'),
    route('panel/:panel/replacements', './survey/panel-replacements.page.tsx'),
    route('panel/:panel/record', './survey/panel-record.page.tsx'),
    route('panel/:panel/record.pdf', './survey/record-pdf.action.ts'),
    route('panel/:panel/complete-record.json', './survey/complete-record.action.ts'),
    route('field', './survey/field.page.tsx'),
    route('field/list.pdf', './survey/field-list.action.ts'),
  ]),
] satisfies RouteConfig
