import { index, layout, prefix, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  layout('./account/frame.page.tsx', [
    index('./account/home.page.tsx'),
    route('sign-in', './account/sign-in.page.tsx'),
    route('sign-in/sent', './account/link-sent.page.tsx'),
    route('sign-in/link', './account/link.page.tsx'),
    route('sign-in/demonstration', './account/demonstration.page.tsx'),
    route('invitation', './account/invitation.page.tsx'),

    ...prefix('account', [
      index('./account/account.page.tsx'),
      route('passkey', './account/second-step.page.tsx'),
      route('passkeys/:passkey', './account/passkey-remove.page.tsx'),
    ]),

    ...prefix('administration', [
      index('./account/administration.page.tsx'),
      route('conventions/new', './account/convention-new.page.tsx'),
      route('mail', './account/outbox.page.tsx'),
      route('audit', './account/installation-audit.page.tsx'),
    ]),

    ...prefix('c/:convention', [
      index('./account/convention-home.page.tsx'),
      route('help', './convention/help.page.tsx'),

      ...prefix('territory', [
        index('./territory/territory.page.tsx'),
        route('text', './territory/text.page.tsx'),
        route('indicators', './territory/indicators.page.tsx'),
        route('indicators/:indicator', './territory/indicator.page.tsx'),
        route('services', './territory/services.page.tsx'),
        route('services/new', './territory/service-new.page.tsx'),
        route('services/:place', './territory/service.page.tsx'),
        route('access', './territory/access.page.tsx'),
        route('access/:residence', './territory/residence-access.page.tsx'),
        route('access/:residence/:place', './territory/way.page.tsx'),
        route('wishes', './territory/wishes.page.tsx'),
        route('transit', './territory/transit.page.tsx'),
        route('transit/:residence', './territory/residence-transit.page.tsx'),
        route('files', './territory/files.page.tsx'),
      ]),

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

      ...prefix('survey', [
        index('./survey/panels.page.tsx'),
        route('panel/new', './survey/new-panel.page.tsx'),
        route('panel/:panel', './survey/panel.page.tsx'),
        route('panel/:panel/draw', './survey/panel-draw.page.tsx'),
        route('panel/:panel/result', './survey/panel-result.page.tsx'),
        route('panel/:panel/people', './survey/panel-people.page.tsx'),
        route('panel/:panel/people/:person', './survey/panel-person.page.tsx'),
        route('panel/:panel/replacements', './survey/panel-replacements.page.tsx'),
        route('panel/:panel/record', './survey/panel-record.page.tsx'),
        route('field', './survey/field.page.tsx'),
      ]),
      ...prefix('imports', [
        index('./platform/imports/imports.page.tsx'),
        route('new', './platform/imports/new-import.page.tsx'),
        route(':import', './platform/imports/import.page.tsx'),
        route(':import/undo', './platform/imports/import-undo.page.tsx'),
      ]),
      ...prefix('jobs', [index('./platform/jobs/jobs.page.tsx'), route(':job', './platform/jobs/job.page.tsx')]),

      ...prefix('members', [
        index('./account/members.page.tsx'),
        route('invite', './account/member-invite.page.tsx'),
        route(':member', './account/member.page.tsx'),
        route(':member/end', './account/member-end.page.tsx'),
      ]),
      route('audit', './account/audit.page.tsx'),
    ]),
  ]),

  ...prefix('c/:convention', [
    route('territory/indicators/export', './territory/indicators-export.page.ts'),
    route('territory/services/export', './territory/services-export.page.ts'),
    route('territory/access/export', './territory/access-export.page.ts'),
    route('territory/transit/export', './territory/transit-export.page.ts'),
    route('territory/map', './territory/map-ground.action.ts'),
    route('territory/diagnosis.pdf', './territory/diagnosis.action.ts'),
    route('territory/indicators/:indicator/map.svg', './territory/map-picture.action.ts'),
    route('stock/map', './stock/map-ground.action.ts'),
    route('stock/residences/export', './stock/residences-export.page.ts'),
    route('stock/residences/:residence/dwellings/export', './stock/dwellings-export.page.ts'),
    route('survey/panel/:panel/record.pdf', './survey/record-pdf.action.ts'),
    route('survey/panel/:panel/complete-record.json', './survey/complete-record.action.ts'),
    route('survey/field/list.pdf', './survey/field-list.action.ts'),
    route('imports/:import/problems', './platform/imports/problems-export.page.ts'),
    route('jobs/:job/events', './platform/jobs/job-events.page.ts'),
    route('members/export', './account/members-export.page.ts'),
    route('audit/export', './account/audit-export.page.ts'),
  ]),
  route('administration/audit/export', './account/installation-audit-export.page.ts'),

  route('sign-out', './account/sign-out.action.ts'),
  route('accessibility', './ui/accessibility.page.tsx'),
  route('interface', './ui/interface.page.tsx'),
  route('language', './ui/language.action.ts'),
  route('verify/:token', './survey/verify.page.tsx'),
  route('verify/:token/record.json', './survey/public-record.action.ts'),
] satisfies RouteConfig
