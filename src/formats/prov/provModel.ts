/** The attributes that each kind of record has by its place in PROV-N, and by its name in PROV-JSON. */
export const formalAttributes: Readonly<Record<string, readonly string[]>> = {
  entity: [],
  activity: ['prov:startTime', 'prov:endTime'],
  agent: [],
  wasGeneratedBy: ['prov:entity', 'prov:activity', 'prov:time'],
  used: ['prov:activity', 'prov:entity', 'prov:time'],
  wasInformedBy: ['prov:informed', 'prov:informant'],
  wasStartedBy: ['prov:activity', 'prov:trigger', 'prov:starter', 'prov:time'],
  wasEndedBy: ['prov:activity', 'prov:trigger', 'prov:ender', 'prov:time'],
  wasInvalidatedBy: ['prov:entity', 'prov:activity', 'prov:time'],
  wasDerivedFrom: [
    'prov:generatedEntity',
    'prov:usedEntity',
    'prov:activity',
    'prov:generation',
    'prov:usage',
  ],
  wasAttributedTo: ['prov:entity', 'prov:agent'],
  wasAssociatedWith: ['prov:activity', 'prov:agent', 'prov:plan'],
  actedOnBehalfOf: ['prov:delegate', 'prov:responsible', 'prov:activity'],
  wasInfluencedBy: ['prov:influencee', 'prov:influencer'],
  specializationOf: ['prov:specificEntity', 'prov:generalEntity'],
  alternateOf: ['prov:alternate1', 'prov:alternate2'],
  hadMember: ['prov:collection', 'prov:entity'],
  mentionOf: ['prov:specificEntity', 'prov:generalEntity', 'prov:bundle'],
};

/** The kinds that are things, and no relations between things. */
export const elementKinds: ReadonlySet<string> = new Set(['entity', 'activity', 'agent']);
