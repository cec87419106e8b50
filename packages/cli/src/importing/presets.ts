/** What a row of an import is made of, beside its properties. */
export const fields = [
  'id',
  'answeredAt',
  'score',
  'comment',
  'respondent',
  'channel',
  'locale',
  'page',
  'tags',
  'exclude',
] as const

export type Field = (typeof fields)[number]

/** A tool whose files are known. */
export interface Preset {
  /** What its columns may be called, as `normaliseHeader` has them; the first that is there is taken. */
  columns: Readonly<Partial<Record<Field, readonly (string | RegExp)[]>>>
  /** Columns of which nothing is made, for they say nothing new, or too much of a person. */
  ignored: readonly (string | RegExp)[]
  /** Which of all other columns are properties of the response. */
  properties: RegExp | null
  /** Where no column, or none that is understood, says it. */
  channel: 'web' | 'email' | 'link'
  /** Whether a second line below the headings may go on with them. */
  hasSubheadings?: true
}

const common = {
  answeredAt: [
    'respondedat',
    'responsedate',
    'responsetime',
    'answeredat',
    'submittedat',
    'completedat',
    'createdat',
    'created',
    'date',
    'time',
    'timestamp',
    /^(?:respon(?:ded|se)|answered|submitted|created|completed)(?:at|on|date|time)/,
    /^(?:date|time|timestamp)(?:utc)?$/,
  ],
  score: ['score', 'npsscore', 'rating', 'nps', 'value', 'answer'],
  comment: ['comment', 'comments', 'feedback', 'text', 'verbatim', 'response'],
  email: [
    'email',
    'emailaddress',
    'personemail',
    'enduseremail',
    'customeremail',
    'respondentemail',
    'useremail',
  ],
  locale: ['locale', 'language', 'lang'],
  tags: ['tags', 'tag', 'labels'],
  channel: ['channel', 'source', 'platform', 'medium', 'surveymethod'],
} as const

/** Names, addresses and numbers of people, which no trend needs; and what follows from the score. */
const personal = [
  'name',
  'firstname',
  'lastname',
  'fullname',
  'personname',
  'phone',
  'phonenumber',
  'ipaddress',
  'ip',
  'useragent',
  'segment',
  'category',
  'npscategory',
  'updatedat',
  'lastupdatedat',
]

export const presets = {
  /** Any file: what its columns are called says what they are, and what is not understood is left out. */
  csv: {
    columns: {
      id: ['id', 'responseid', 'externalid', 'uuid'],
      answeredAt: common.answeredAt,
      score: common.score,
      comment: common.comment,
      respondent: ['respondent', 'customerid', 'userid', 'personid', ...common.email],
      channel: common.channel,
      locale: common.locale,
      page: ['page', 'url', 'pageurl', 'originurl'],
      tags: common.tags,
    },
    ignored: personal,
    properties: null,
    channel: 'web',
  },
  delighted: {
    columns: {
      id: ['responseid', 'surveyresponseid', 'id'],
      answeredAt: common.answeredAt,
      score: ['score', 'npsscore', 'rating'],
      comment: ['comment', 'comments'],
      respondent: [...common.email, 'personid', 'person'],
      channel: ['source', 'delightedsource', 'platform', 'surveyplatform', 'channel', 'surveysource'],
      locale: ['locale', 'delightedlocale', 'language'],
      page: ['delightedpageurl', 'pageurl', 'webpage'],
      tags: common.tags,
    },
    ignored: [...personal, 'permalink', 'personid', 'notes', 'surveytype', 'sentat', /^surveysent/],
    properties: /./,
    channel: 'email',
  },
  wootric: {
    columns: {
      id: ['responseid', 'id'],
      answeredAt: common.answeredAt,
      score: ['score', 'npsscore', 'rating', 'nps'],
      comment: ['feedback', 'text', 'comment', 'comments', 'response'],
      respondent: ['externalid', 'enduserexternalid', ...common.email],
      channel: ['channel', 'source', 'surveychannel', 'platform'],
      locale: ['language', 'locale'],
      page: ['originurl', 'url', 'pageurl'],
      tags: ['tags', 'tag', 'feedbacktags'],
      exclude: ['excludedfromcalculations', 'excluded'],
    },
    ignored: [
      ...personal,
      ...common.email,
      'enduserid',
      'surveyid',
      'accountid',
      'completed',
      'isenduser',
      /^driver/,
    ],
    properties: /./,
    channel: 'web',
  },
  surveymonkey: {
    columns: {
      id: ['respondentid'],
      answeredAt: ['enddate', 'datemodified', 'startdate', 'datecreated'],
      score: [/likely.*recommend|recommend.*(?:likely|friend|colleague)/, 'nps', 'netpromoterscore', 'score'],
      comment: [/reason|why|comment|feedback|improve|tellus/, 'openendedresponse'],
      respondent: ['emailaddress', 'email'],
      locale: ['language'],
      tags: common.tags,
    },
    ignored: [...personal, 'collectorid', 'startdate', 'enddate', 'datecreated', 'datemodified', 'status'],
    // Further questions are answers of their own.
    properties: /^customdata/,
    channel: 'link',
    hasSubheadings: true,
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

/** A heading as headings are compared: `Response ID`, `response_id` and `ResponseID` are the same. */
export const normaliseHeader = (header: string) =>
  header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
