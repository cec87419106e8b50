import type { Role } from '@tyck/shared/admin/accounts'
import type {
  DeliveryState,
  DestinationFilters,
  DestinationKind,
  DestinationState,
  ToldField,
} from '@tyck/shared/admin/destinations'
import type { DraftInput } from '@tyck/shared/admin/drafts'
import type { ProjectInput } from '@tyck/shared/admin/project'
import type { RulesInput, SurveyTexts, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Condition } from '@tyck/shared/contract/surveys'
import type { Channel, Flag, Layout, Metadata } from '@tyck/shared/contract/vocabulary'
import type { Metric } from '@tyck/shared/metric'
import type { ColumnType, Generated, Kysely } from 'kysely'
import type { AppliedContent, NumberedSeries } from './appliedConfigurations.ts'

/** The tables of `tyck_internal`, as migrations/ makes them. Rows are derived from these, never written again. */
export interface Tables {
  projects: ProjectTable
  secret_keys: SecretKeyTable
  identity_secrets: IdentitySecretTable
  origins_seen: OriginSeenTable
  origins_refused: OriginRefusedTable
  touchpoints: TouchpointTable
  surveys: SurveyTable
  rules: RulesTable
  drafts: DraftTable
  applied_configurations: AppliedConfigurationTable
  responses: ResponseTable
  hourly_counts: HourlyCountTable
  erasures: ErasureTable
  erased_responses: ErasedResponseTable
  retention_progress: RetentionProgressTable
  metadata_drift: MetadataDriftTable
  recounts: RecountTable
  audit_log: AuditLogTable
  former_publishable_keys: FormerPublishableKeyTable
  accounts: AccountTable
  memberships: MembershipTable
  sessions: SessionTable
  invitations: InvitationTable
  password_resets: PasswordResetTable
  setup_tokens: SetupTokenTable
  deleted_projects: DeletedProjectTable
  inbox: InboxTable
  response_tags: ResponseTagTable
  destinations: DestinationTable
  events: EventTable
  deliveries: DeliveryTable
  alert_hours: AlertHoursTable
  silences: SilenceTable
  silence_checks: SilenceCheckTable
  imports: ImportTable
  imported_rows: ImportedRowTable
}

/** The database; every function of the store takes it first. Table names resolve in `tyck_internal`. */
export type Db = Kysely<Tables>

/** A jsonb column: read as a value, written as the text that `JSON.stringify` makes of it. */
type Json<T> = ColumnType<T, string, string>
/** A timestamp that the database sets and nobody changes. */
type CreatedAt = ColumnType<Date, Date | undefined, never>

interface ProjectTable {
  id: string
  name: string
  publishable_key: string
  publishable_key_created_at: Generated<Date>
  origins: Generated<string[]>
  theme: ColumnType<ProjectInput['theme'], string | undefined, string>
  budget: ColumnType<ProjectInput['budget'], string | null | undefined, string | null>
  across_devices: Generated<boolean>
  respect_gpc: Generated<boolean>
  identity: Generated<ProjectInput['identity']>
  count_once_within: ColumnType<string | null, string | null | undefined, string | null>
  time_zone: Generated<string>
  revision: Generated<number>
  masking: Generated<boolean>
  retention: ColumnType<ProjectInput['retention'], string | undefined, string>
  created_at: CreatedAt
}

interface SecretKeyTable {
  project_id: string
  id: string
  name: string
  hash: Buffer
  created_at: CreatedAt
  revoked_at: Date | null
  expires_at: Date | null
  last_used_at: ColumnType<Date | null, Date | undefined, Date | null>
  /** Whose account made it, also through a key that it had made; null where it is not known. */
  by_account: ColumnType<string | null, string | null | undefined, never>
}

interface FormerPublishableKeyTable {
  project_id: string
  key: string
  created_at: Date
  expires_at: Date
}

interface IdentitySecretTable {
  project_id: string
  id: string
  sealed: Buffer
  created_at: Date
  expires_at: Date | null
}

interface OriginSeenTable {
  project_id: string
  origin: string
  first_seen_at: CreatedAt
}

interface OriginRefusedTable {
  project_id: string
  origin: string
  first_refused_at: CreatedAt
}

interface TouchpointTable {
  project_id: string
  id: string
  key: string
  name: string
  metadata: ColumnType<Touchpoint['metadata'], string | null, string | null>
  survey_id: string | null
  rules_id: string | null
  created_at: CreatedAt
  archived_at: Date | null
  position: Generated<number>
  revision: Generated<number>
}

/** Surveys that were published before there were afterwords have none, and are never edited. */
type StoredTexts = Omit<SurveyTexts, 'afterwards'> & Partial<SurveyTexts>

interface SurveyTable {
  project_id: string
  id: string
  touchpoint_id: string
  series_id: string
  version: number
  metric: Metric
  comment: Generated<boolean>
  default_locale: string
  locales: Json<Record<string, StoredTexts>>
  note: string | null
  published_at: CreatedAt
  replaced_at: Date | null
  by_account: string | null
  by_key: string | null
}

interface RulesTable {
  project_id: string
  id: string
  touchpoint_id: string
  version: number
  placement: RulesInput['placement']
  delay_seconds: number
  sample_rate: number
  audience: Json<Condition[]>
  quiet_days: Json<RulesInput['quietDays']>
  once_per: string | null
  paused: Generated<boolean>
  published_at: CreatedAt
  note: string | null
  by_account: string | null
  by_key: string | null
}

interface DraftTable {
  project_id: string
  touchpoint_id: string
  content: Json<DraftInput>
  survey_id: string | null
  rules_id: string
  saved_at: Date
  by_account: string | null
  by_key: string | null
}

interface AppliedConfigurationTable {
  project_id: string
  revision: number
  content: Json<AppliedContent>
  series: Json<NumberedSeries>
  applied_at: Date
  by_account: string | null
  by_key: string | null
}

interface ResponseTable {
  project_id: string
  id: string
  touchpoint_id: string
  survey_id: string
  rules_id: string
  respondent: string | null
  verified: boolean
  seq: number
  score: number | null
  reasons: string[]
  comment: string | null
  metadata: Json<Metadata>
  channel: Channel
  locale: string | null
  page: string | null
  layout: Layout | null
  flags: Flag[]
  test: boolean
  closed: boolean
  dropped_keys: number
  shown_at: Date
  /** When the first score was given, also where it was taken back: the amend window is counted from here. */
  first_answered_at: Date | null
  /** The same where there is a score; null where there is none. */
  answered_at: Date | null
  commented_at: Date | null
  dismissed_at: Date | null
  changed_at: Date
  received_at: Date
  /** Whether it is the answer that counts where a project counts one in a window; null everywhere else. */
  first_in_window: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  /** What the counts had of it before its last change; null where they had nothing. */
  previous_seq: number | null
  previous_score: number | null
  previous_commented: boolean | null
  previous_dismissed: boolean | null
  /** What its last state brought that somebody may be told of, and the score that it took the place of. */
  news: number | null
  replaced_score: number | null
  changed_xid: Generated<string>
  /** Whether it was collected elsewhere: its `rules_id` is that of its import then. */
  imported: ColumnType<boolean | null, true | undefined, never>
}

interface DestinationTable {
  project_id: string
  id: string
  kind: DestinationKind
  name: string
  /** What its kind makes of it; see domain/telling. */
  settings: Json<Record<string, unknown>>
  sealed: Buffer | null
  events: string[]
  wants: string[]
  filters: Json<DestinationFilters>
  fields: ToldField[]
  state: Generated<DestinationState>
  why: 'gone' | 'failing' | null
  revision: Generated<number>
  failing_since: Date | null
  created_at: CreatedAt
  changed_at: Generated<Date>
}

interface EventTable {
  project_id: string
  id: string
  type: string
  touchpoint_id: string | null
  survey_id: string | null
  response_id: string | null
  respondent: string | null
  seq: number | null
  score: number | null
  previous_score: number | null
  commented: boolean | null
  verified: boolean | null
  test: boolean | null
  created_at: CreatedAt
  fanned_out: Generated<boolean>
}

interface DeliveryTable {
  project_id: string
  id: string
  destination_id: string
  event_id: string | null
  kind: 'event' | 'digest' | 'alert' | 'test'
  key: string | null
  response_id: string | null
  body: ColumnType<unknown, string | null, string | null>
  state: Generated<DeliveryState>
  due_at: Date
  attempts: Generated<number>
  status: number | null
  error: string | null
  tries: Generated<{ at: string; status: number | null; error: string | null; tookMs: number }[]>
  created_at: CreatedAt
  settled_at: Date | null
}

interface AlertHoursTable {
  project_id: string
  destination_id: string
  began_at: Date
  singles: string[]
}

interface SilenceTable {
  project_id: string
  id: Generated<string>
  touchpoint_id: string
  what: 'showings' | 'answers'
  since: Date
  noticed_at: Date
  count: number
  usual: number
  shown: number
  ended_at: Date | null
}

interface SilenceCheckTable {
  project_id: string
  until: Date
}

interface ErasureTable {
  project_id: string
  respondent_hash: Buffer
  erased_at: Date
}

interface ErasedResponseTable {
  project_id: string
  id: string
  erased_at: Date
  /** The transaction that deleted it; null where it was only noted, or had never been answered. */
  erased_xid: ColumnType<string | null, string | null | undefined, string | null>
}

interface RetentionProgressTable {
  project_id: string
  responses_until: Generated<Date>
  comments_until: Generated<Date>
  unanswered_until: Generated<Date>
}

interface MetadataDriftTable {
  project_id: string
  touchpoint_id: string
  day: Date
  kind: string
  key: string
  responses: number
}

interface RecountTable {
  project_id: string
  day: Date
  recounted_at: Date
  differences: number
}

interface AuditLogTable {
  project_id: string
  id: string
  at: Date
  key_id: string | null
  account_id: string | null
  method: string
  operation: string
  target: string | null
  role: Role | null
}

/** Kept by triggers on `responses`: a row for each that has a comment. */
interface InboxTable {
  project_id: string
  shown_at: Date
  response_id: string
  /** The text search configuration of the comment's language. */
  config: string
  words: string
  read_at: Date | null
}

/** Gone with their responses, by a trigger. */
interface ResponseTagTable {
  project_id: string
  tag: string
  shown_at: Date
  response_id: string
  tagged_at: Date
}

interface ImportTable {
  project_id: string
  id: string
  touchpoint_id: string
  source: string
  survey_id: string
  created_at: Date
}

interface ImportedRowTable {
  project_id: string
  import_id: string
  response_id: string
}

type Counted =
  | `s${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
  | 'shown'
  | 'answered'
  | 'commented'
  | 'dismissed'

type HourlyCountTable = {
  project_id: string
  touchpoint_id: string
  survey_id: string
  hour: Date
  rules_id: string
} & { [column in Counted]: Generated<number> }

interface AccountTable {
  id: string
  email: string
  /** The e-mail address as it is compared. */
  email_key: string
  name: string
  /** See `createPasswords`. */
  password: string
  created_at: Date
  password_changed_at: Date
}

interface MembershipTable {
  project_id: string
  account_id: string
  role: Role
  created_at: Date
}

interface SessionTable {
  /** SHA-256 of the token, here and in what follows. */
  hash: Buffer
  account_id: string
  created_at: Date
  /** To the hour: a reader writes nothing more often. */
  used_at: Date
}

interface InvitationTable {
  project_id: string
  id: string
  hash: Buffer
  email: string
  email_key: string
  role: Role
  invited_by: string | null
  created_at: Date
  expires_at: Date
}

interface PasswordResetTable {
  hash: Buffer
  account_id: string
  /** The account of the owner who made it. */
  made_by: string | null
  /** Whether who runs the service did. */
  by_service: boolean
  created_at: Date
  expires_at: Date
}

interface SetupTokenTable {
  hash: Buffer
  created_at: Date
  expires_at: Date
}

interface DeletedProjectTable {
  project_id: string
  publishable_key: string
  deleted_at: Date
  /** When nothing was left of it. */
  swept_at: Date | null
}
