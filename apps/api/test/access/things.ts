/** Ids of one project and of what belongs to it, by which addresses name them. */
export type Things = Readonly<
  Record<
    | 'project'
    | 'projectCode'
    | 'environment'
    | 'member'
    | 'anybody'
    | 'freeze'
    | 'template'
    | 'serviceToken'
    | 'personalToken'
    | 'session'
    | 'delegation'
    | 'bin'
    | 'version'
    | 'anyVersion'
    | 'anyArch'
    | 'file'
    | 'node'
    | 'nodeToken'
    | 'hold'
    | 'enrolment'
    | 'release'
    | 'failureKey'
    | 'alert'
    | 'alertRule'
    | 'alertSilence'
    | 'emergencyStop'
    | 'config'
    | 'configLayer'
    | 'configVersion'
    | 'configEnvironment'
    | 'configBin'
    | 'configPublished',
    string
  >
>;
