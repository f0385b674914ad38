import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Frame } from './parts/frame/frame.tsx'
import { NotFound } from './parts/frame/not-found.tsx'
import { PageFailed } from './parts/frame/page-failed.tsx'
import {
  parseSearch,
  readAddSourceSearch,
  readCompareSearch,
  readMembersSearch,
  readNetworksSearch,
  readNewSegmentSearch,
  readOrganisationsSearch,
  readOverlapSearch,
  readPeopleSearch,
  readSchemesSearch,
  readSourceSearch,
  writeSearch,
} from './search-params.ts'

const root = createRootRouteWithContext<{ questions: QueryClient }>()({
  component: Frame,
  notFoundComponent: NotFound,
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./views/home/home-page.tsx'), 'HomePage'),
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('./views/sources/sources-page.tsx'), 'SourcesPage'),
})

const addSource = createRoute({
  getParentRoute: () => root,
  path: '/sources/add',
  validateSearch: readAddSourceSearch,
  component: lazyRouteComponent(() => import('./views/sources/add-source-page.tsx'), 'AddSourcePage'),
})

const source = createRoute({
  getParentRoute: () => root,
  path: '/sources/$id',
  validateSearch: readSourceSearch,
  component: lazyRouteComponent(() => import('./views/sources/source-page.tsx'), 'SourcePage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('./views/people/people-page.tsx'), 'PeoplePage'),
})

const review = createRoute({
  getParentRoute: () => root,
  path: '/people/review',
  component: lazyRouteComponent(() => import('./views/people/review/review-page.tsx'), 'ReviewPage'),
})

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  validateSearch: readSourceSearch,
  component: lazyRouteComponent(() => import('./views/people/person-page.tsx'), 'PersonPage'),
})

const quality = createRoute({
  getParentRoute: () => root,
  path: '/quality',
  component: lazyRouteComponent(() => import('./views/quality/quality-page.tsx'), 'QualityPage'),
})

const organisations = createRoute({
  getParentRoute: () => root,
  path: '/organisations',
  validateSearch: readOrganisationsSearch,
  component: lazyRouteComponent(
    () => import('./views/organisations/organisations-page.tsx'),
    'OrganisationsPage',
  ),
})

const networks = createRoute({
  getParentRoute: () => root,
  path: '/organisations/networks',
  validateSearch: readNetworksSearch,
  component: lazyRouteComponent(() => import('./views/organisations/networks-page.tsx'), 'NetworksPage'),
})

const organisation = createRoute({
  getParentRoute: () => root,
  path: '/organisations/$id',
  validateSearch: readOrganisationsSearch,
  component: lazyRouteComponent(
    () => import('./views/organisations/organisation-page.tsx'),
    'OrganisationPage',
  ),
})

const segments = createRoute({
  getParentRoute: () => root,
  path: '/segments',
  component: lazyRouteComponent(() => import('./views/segments/segments-page.tsx'), 'SegmentsPage'),
})

const newSegment = createRoute({
  getParentRoute: () => root,
  path: '/segments/new',
  validateSearch: readNewSegmentSearch,
  component: lazyRouteComponent(() => import('./views/segments/builder/builder-page.tsx'), 'NewSegmentPage'),
})

const editSegment = createRoute({
  getParentRoute: () => root,
  path: '/segments/edit/$name',
  component: lazyRouteComponent(() => import('./views/segments/builder/builder-page.tsx'), 'EditSegmentPage'),
})

const discover = createRoute({
  getParentRoute: () => root,
  path: '/segments/discover',
  component: lazyRouteComponent(() => import('./views/segments/discover/discover-page.tsx'), 'DiscoverPage'),
})

const segment = createRoute({
  getParentRoute: () => root,
  path: '/segments/$segment',
  validateSearch: readMembersSearch,
  component: lazyRouteComponent(() => import('./views/segments/segment-page.tsx'), 'SegmentPage'),
})

const overlap = createRoute({
  getParentRoute: () => root,
  path: '/segments/overlap',
  validateSearch: readOverlapSearch,
  component: lazyRouteComponent(() => import('./views/segments/overlap/overlap-page.tsx'), 'OverlapPage'),
})

const schemes = createRoute({
  getParentRoute: () => root,
  path: '/segments/schemes',
  validateSearch: readSchemesSearch,
  component: lazyRouteComponent(() => import('./views/segments/overlap/schemes-page.tsx'), 'SchemesPage'),
})

const compare = createRoute({
  getParentRoute: () => root,
  path: '/segments/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('./views/segments/compare/compare-page.tsx'), 'ComparePage'),
})

const targets = createRoute({
  getParentRoute: () => root,
  path: '/targets',
  component: lazyRouteComponent(() => import('./views/targets/targets-page.tsx'), 'TargetsPage'),
})

const target = createRoute({
  getParentRoute: () => root,
  path: '/targets/$segment',
  component: lazyRouteComponent(() => import('./views/targets/target-page.tsx'), 'TargetPage'),
})

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./views/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const routeTree = root.addChildren([
  home,
  sources,
  addSource,
  source,
  people,
  review,
  person,
  quality,
  organisations,
  networks,
  organisation,
  segments,
  newSegment,
  editSegment,
  discover,
  overlap,
  schemes,
  compare,
  segment,
  targets,
  target,
  webhooks,
])

export function makeRouter(questions: QueryClient) {
  return createRouter({
    routeTree,
    context: { questions },
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailed,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
