import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Skeleton } from '../components/ui';
import { withWords } from '../lib/i18n';
import { SessionGate } from './session-gate';

const Login = lazy(() => import('../routes/login'));
const SetUp = lazy(() => import('../routes/setup'));
const Reset = lazy(() => import('../routes/reset'));
const Overview = lazy(withWords(['monitoring'], () => import('../routes/overview')));
const Projects = lazy(() => import('../routes/projects'));
const Project = lazy(
  withWords(['ci', 'freezes', 'notifications', 'token', 'wizard'], () => import('../routes/project')),
);
const Releases = lazy(() => import('../routes/releases'));
const NewRelease = lazy(withWords(['wizard'], () => import('../routes/new-release')));
const CompareReleases = lazy(withWords(['compare'], () => import('../routes/release-compare')));
const Release = lazy(withWords(['monitoring', 'nodeError'], () => import('../routes/release')));
const Approvals = lazy(() => import('../routes/approvals'));
const Approval = lazy(() => import('../routes/approval'));
const Bins = lazy(() => import('../routes/bins'));
const Bin = lazy(withWords(['ci', 'upload'], () => import('../routes/bin')));
const Build = lazy(withWords(['ci'], () => import('../routes/build')));
const CiSource = lazy(withWords(['ci'], () => import('../routes/ci-source')));
const Channel = lazy(withWords(['notifications'], () => import('../routes/channel')));
const Config = lazy(withWords(['config'], () => import('../routes/config')));
const ConfigFile = lazy(withWords(['config'], () => import('../routes/config-file')));
const Nodes = lazy(withWords(['enrol'], () => import('../routes/nodes')));
const NodePage = lazy(withWords(['monitoring', 'nodeError'], () => import('../routes/node')));
const Enrolment = lazy(withWords(['enrol'], () => import('../routes/enrolment')));
const EmergencyStop = lazy(() => import('../routes/emergency-stop'));
const Monitoring = lazy(withWords(['monitoring'], () => import('../routes/monitoring')));
const Alerts = lazy(withWords(['alerts', 'monitoring'], () => import('../routes/alerts')));
const Settings = lazy(
  withWords(
    ['account', 'ci', 'freezes', 'monitoring', 'notifications', 'token'],
    () => import('../routes/settings'),
  ),
);
const Audit = lazy(withWords(['audit'], () => import('../routes/audit')));
const NotFound = lazy(() => import('../routes/not-found'));

export function Router() {
  return (
    <Suspense fallback={<Skeleton rows={5} />}>
      <Routes>
        <Route path="/login" element={<Login />} />
        <Route path="/setup" element={<SetUp />} />
        <Route path="/reset" element={<Reset />} />
        <Route element={<SessionGate />}>
          <Route index element={<Overview />} />
          <Route path="/projects" element={<Projects />} />
          <Route path="/projects/:project" element={<Project />} />
          <Route path="/releases" element={<Releases />} />
          <Route path="/releases/new" element={<NewRelease />} />
          <Route path="/releases/compare" element={<CompareReleases />} />
          <Route path="/releases/:id/edit" element={<NewRelease />} />
          <Route path="/releases/:id" element={<Release />} />
          <Route path="/approvals" element={<Approvals />} />
          <Route path="/approvals/:id" element={<Approval />} />
          <Route path="/bins" element={<Bins />} />
          <Route path="/bins/:bin" element={<Bin />} />
          <Route path="/bins/:bin/:version" element={<Bin />} />
          <Route path="/builds/:id" element={<Build />} />
          <Route path="/config" element={<Config />} />
          <Route path="/config/:id" element={<ConfigFile />} />
          <Route path="/nodes" element={<Nodes />} />
          <Route path="/nodes/enrolment" element={<Enrolment />} />
          <Route path="/nodes/:id" element={<NodePage />} />
          <Route path="/emergency-stop" element={<EmergencyStop />} />
          <Route path="/monitoring" element={<Monitoring />} />
          <Route path="/monitoring/alerts" element={<Alerts />} />
          <Route path="/audit" element={<Audit />} />
          <Route path="/settings" element={<Settings />} />
          <Route path="/settings/:section" element={<Settings />} />
          <Route path="/settings/builds/:id" element={<CiSource />} />
          <Route path="/settings/channels/:id" element={<Channel />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
