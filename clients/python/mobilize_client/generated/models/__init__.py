"""Contains all the data models used in inputs/outputs"""

from .activity import Activity
from .activity_draft_request import ActivityDraftRequest
from .address_stopped import AddressStopped
from .agenda import Agenda
from .agreement import Agreement
from .alert import Alert
from .answered_fact import AnsweredFact
from .answered_facts import AnsweredFacts
from .answers_request import AnswersRequest
from .answers_request_facts import AnswersRequestFacts
from .api_key import ApiKey
from .api_key_kind import ApiKeyKind
from .api_key_scope import ApiKeyScope
from .appeal_request import AppealRequest
from .approval_request import ApprovalRequest
from .arm import Arm
from .asked_rule_request import AskedRuleRequest
from .asked_rule_request_terms import AskedRuleRequestTerms
from .asked_rules_request import AskedRulesRequest
from .assessment import Assessment
from .attribution_enum import AttributionEnum
from .bad_field import BadField
from .balance import Balance
from .batch import Batch
from .batch_detail import BatchDetail
from .batch_detail_payouts import BatchDetailPayouts
from .batch_draft_request import BatchDraftRequest
from .batch_payouts import BatchPayouts
from .batch_report import BatchReport
from .batch_report_request import BatchReportRequest
from .batch_state import BatchState
from .bin_enum import BinEnum
from .blank_enum import BlankEnum
from .branch import Branch
from .branches import Branches
from .breadth import Breadth
from .budget import Budget
from .burn import Burn
from .campaign import Campaign
from .campaign_contract import CampaignContract
from .campaign_contract_terms import CampaignContractTerms
from .campaign_draft_request import CampaignDraftRequest
from .campaign_state import CampaignState
from .campaigns_activities_list_ordering import CampaignsActivitiesListOrdering
from .campaigns_alerts_list_state import CampaignsAlertsListState
from .campaigns_books_retrieve_format import CampaignsBooksRetrieveFormat
from .campaigns_books_retrieve_people import CampaignsBooksRetrievePeople
from .campaigns_findings_list_format import CampaignsFindingsListFormat
from .campaigns_findings_list_has_evidence import CampaignsFindingsListHasEvidence
from .campaigns_findings_list_ordering import CampaignsFindingsListOrdering
from .campaigns_findings_list_state import CampaignsFindingsListState
from .campaigns_findings_map_list_format import CampaignsFindingsMapListFormat
from .campaigns_fundings_list_ordering import CampaignsFundingsListOrdering
from .campaigns_fundings_list_state import CampaignsFundingsListState
from .campaigns_holds_list_state import CampaignsHoldsListState
from .campaigns_leaderboard_retrieve_around import CampaignsLeaderboardRetrieveAround
from .campaigns_leaderboard_retrieve_period import CampaignsLeaderboardRetrievePeriod
from .campaigns_ledger_list_account import CampaignsLedgerListAccount
from .campaigns_ledger_list_format import CampaignsLedgerListFormat
from .campaigns_ledger_list_ordering import CampaignsLedgerListOrdering
from .campaigns_ledger_list_reason import CampaignsLedgerListReason
from .campaigns_links_qr_retrieve_kind import CampaignsLinksQrRetrieveKind
from .campaigns_list_ordering import CampaignsListOrdering
from .campaigns_list_state import CampaignsListState
from .campaigns_me_qr_retrieve_kind import CampaignsMeQrRetrieveKind
from .campaigns_me_rewards_list_format import CampaignsMeRewardsListFormat
from .campaigns_nudges_candidates_retrieve_audience import (
    CampaignsNudgesCandidatesRetrieveAudience,
)
from .campaigns_objections_list_state import CampaignsObjectionsListState
from .campaigns_participants_list_active import CampaignsParticipantsListActive
from .campaigns_participants_list_claimed import CampaignsParticipantsListClaimed
from .campaigns_participants_list_format import CampaignsParticipantsListFormat
from .campaigns_participants_list_ordering import CampaignsParticipantsListOrdering
from .campaigns_participants_list_state import CampaignsParticipantsListState
from .campaigns_participation_cascade_retrieve_format import (
    CampaignsParticipationCascadeRetrieveFormat,
)
from .campaigns_participation_growth_retrieve_format import (
    CampaignsParticipationGrowthRetrieveFormat,
)
from .campaigns_participation_growth_retrieve_period import (
    CampaignsParticipationGrowthRetrievePeriod,
)
from .campaigns_participation_inequality_retrieve_format import (
    CampaignsParticipationInequalityRetrieveFormat,
)
from .campaigns_participation_lifecycle_retrieve_format import (
    CampaignsParticipationLifecycleRetrieveFormat,
)
from .campaigns_participation_lifecycle_retrieve_period import (
    CampaignsParticipationLifecycleRetrievePeriod,
)
from .campaigns_participation_reproduction_retrieve_format import (
    CampaignsParticipationReproductionRetrieveFormat,
)
from .campaigns_participation_retention_retrieve_cohort_by import (
    CampaignsParticipationRetentionRetrieveCohortBy,
)
from .campaigns_participation_retention_retrieve_format import (
    CampaignsParticipationRetentionRetrieveFormat,
)
from .campaigns_participation_retention_retrieve_kind import (
    CampaignsParticipationRetentionRetrieveKind,
)
from .campaigns_participation_retention_retrieve_period import (
    CampaignsParticipationRetentionRetrievePeriod,
)
from .campaigns_participation_spikes_retrieve_format import (
    CampaignsParticipationSpikesRetrieveFormat,
)
from .campaigns_participation_stickiness_retrieve_format import (
    CampaignsParticipationStickinessRetrieveFormat,
)
from .campaigns_participation_survival_retrieve_format import (
    CampaignsParticipationSurvivalRetrieveFormat,
)
from .campaigns_participation_ties_retrieve_format import (
    CampaignsParticipationTiesRetrieveFormat,
)
from .campaigns_payout_batches_list_ordering import CampaignsPayoutBatchesListOrdering
from .campaigns_payout_batches_list_state import CampaignsPayoutBatchesListState
from .campaigns_payout_holds_list_state import CampaignsPayoutHoldsListState
from .campaigns_review_queue_list_state import CampaignsReviewQueueListState
from .campaigns_settlements_list_format import CampaignsSettlementsListFormat
from .campaigns_settlements_list_ordering import CampaignsSettlementsListOrdering
from .campaigns_settlements_list_reversed import CampaignsSettlementsListReversed
from .campaigns_signals_list_kind import CampaignsSignalsListKind
from .campaigns_signals_list_severity import CampaignsSignalsListSeverity
from .campaigns_signals_list_state import CampaignsSignalsListState
from .candidate import Candidate
from .candidates import Candidates
from .capture import Capture
from .chain_attack_request import ChainAttackRequest
from .chain_attack_request_terms import ChainAttackRequestTerms
from .chain_member import ChainMember
from .chain_what_if_request import ChainWhatIfRequest
from .chain_what_if_request_terms import ChainWhatIfRequestTerms
from .check import Check
from .check_figures import CheckFigures
from .checked_person import CheckedPerson
from .choice_request import ChoiceRequest
from .choice_shown import ChoiceShown
from .choice_shown_kind_enum import ChoiceShownKindEnum
from .choices_shown import ChoicesShown
from .circle_member_request import CircleMemberRequest
from .claim_code import ClaimCode
from .claim_request import ClaimRequest
from .claim_state import ClaimState
from .close_request import CloseRequest
from .cluster import Cluster
from .cohort import Cohort
from .cohort_by_enum import CohortByEnum
from .compared import Compared
from .compared_curve import ComparedCurve
from .compared_person import ComparedPerson
from .compared_terms import ComparedTerms
from .comparison import Comparison
from .concerned import Concerned
from .confirmation_asked import ConfirmationAsked
from .consent import Consent
from .consent_purpose_enum import ConsentPurposeEnum
from .consent_said_purpose_enum import ConsentSaidPurposeEnum
from .consent_said_request import ConsentSaidRequest
from .consequences import Consequences
from .contract import Contract
from .contract_draft_request import ContractDraftRequest
from .contract_draft_request_terms import ContractDraftRequestTerms
from .contract_terms import ContractTerms
from .corroboration import Corroboration
from .corroborations import Corroborations
from .counted_participant import CountedParticipant
from .counts import Counts
from .counts_findings import CountsFindings
from .credibility import Credibility
from .days_figure import DaysFigure
from .days_histogram import DaysHistogram
from .decimal_mark_enum import DecimalMarkEnum
from .decision_enum import DecisionEnum
from .decision_request import DecisionRequest
from .delimiter_enum import DelimiterEnum
from .delivery import Delivery
from .delivery_detail import DeliveryDetail
from .destination import Destination
from .destination_draft_request import DestinationDraftRequest
from .destination_kind import DestinationKind
from .difference import Difference
from .disabled_reason_enum import DisabledReasonEnum
from .dossier import Dossier
from .downline_member import DownlineMember
from .effect import Effect
from .encoding_enum import EncodingEnum
from .entered_state import EnteredState
from .entry_looked import EntryLooked
from .entry_refusal import EntryRefusal
from .entry_request import EntryRequest
from .erasure import Erasure
from .erasure_asked_request import ErasureAskedRequest
from .erasure_preview import ErasurePreview
from .erasure_state_enum import ErasureStateEnum
from .evidence import Evidence
from .evidence_kind_enum import EvidenceKindEnum
from .export import Export
from .export_draft_request import ExportDraftRequest
from .export_table import ExportTable
from .export_tables import ExportTables
from .exports_file_retrieve_response_200 import ExportsFileRetrieveResponse200
from .exposure import Exposure
from .fact import Fact
from .fact_answer import FactAnswer
from .fact_draft_request import FactDraftRequest
from .fake_places import FakePlaces
from .family_enum import FamilyEnum
from .fan import Fan
from .feature import Feature
from .feature_collection import FeatureCollection
from .feature_collection_type_enum import FeatureCollectionTypeEnum
from .feature_properties import FeatureProperties
from .feature_type_enum import FeatureTypeEnum
from .figure import Figure
from .finding import Finding
from .finding_state import FindingState
from .findings_evidence_create_files_body import FindingsEvidenceCreateFilesBody
from .findings_evidence_create_json_body import FindingsEvidenceCreateJsonBody
from .findings_forecast import FindingsForecast
from .forecast import Forecast
from .forecast_state_enum import ForecastStateEnum
from .format_enum import FormatEnum
from .funding import Funding
from .funding_state_enum import FundingStateEnum
from .generation_figure import GenerationFigure
from .generation_minutes import GenerationMinutes
from .giving import Giving
from .giving_request import GivingRequest
from .goal import Goal
from .gold import Gold
from .growth import Growth
from .hold import Hold
from .hold_draft_request import HoldDraftRequest
from .how_enum import HowEnum
from .import_ import Import
from .import_draft_request import ImportDraftRequest
from .import_report import ImportReport
from .imports_report_retrieve_format import ImportsReportRetrieveFormat
from .invitation_received import InvitationReceived
from .job_file import JobFile
from .job_problem import JobProblem
from .job_state import JobState
from .join_request import JoinRequest
from .k_factor import KFactor
from .key_draft_request import KeyDraftRequest
from .key_owner import KeyOwner
from .lack import Lack
from .large_tree import LargeTree
from .launch_readiness import LaunchReadiness
from .layout import Layout
from .layout_columns import LayoutColumns
from .layout_constants import LayoutConstants
from .layout_request import LayoutRequest
from .layout_request_columns import LayoutRequestColumns
from .layout_request_constants import LayoutRequestConstants
from .layout_request_values import LayoutRequestValues
from .layout_request_values_additional_property import (
    LayoutRequestValuesAdditionalProperty,
)
from .layout_values import LayoutValues
from .layout_values_additional_property import LayoutValuesAdditionalProperty
from .leaderboard import Leaderboard
from .leaderboard_period import LeaderboardPeriod
from .left_out import LeftOut
from .left_out_counts import LeftOutCounts
from .left_out_person import LeftOutPerson
from .letters_of_nudge import LettersOfNudge
from .letters_request import LettersRequest
from .letters_shown import LettersShown
from .level_enum import LevelEnum
from .likely_class_enum import LikelyClassEnum
from .link import Link
from .link_draft_request import LinkDraftRequest
from .location import Location
from .location_privacy_enum import LocationPrivacyEnum
from .location_source_enum import LocationSourceEnum
from .log_rank import LogRank
from .lorenz import Lorenz
from .loss import Loss
from .made_key import MadeKey
from .made_webhook import MadeWebhook
from .make_gold_request import MakeGoldRequest
from .mapping import Mapping
from .mapping_draft_request import MappingDraftRequest
from .mapping_preview import MappingPreview
from .mapping_preview_draft_request import MappingPreviewDraftRequest
from .mapping_preview_problem import MappingPreviewProblem
from .mapping_preview_row import MappingPreviewRow
from .mapping_preview_row_cells import MappingPreviewRowCells
from .masked_destination import MaskedDestination
from .me import Me
from .me_inbox_list_unread import MeInboxListUnread
from .me_statement_list_format import MeStatementListFormat
from .mechanism import Mechanism
from .mechanism_page import MechanismPage
from .mechanism_terms_schema import MechanismTermsSchema
from .money import Money
from .money_left import MoneyLeft
from .next_request import NextRequest
from .note_request import NoteRequest
from .notice import Notice
from .notice_amount import NoticeAmount
from .notice_kind_enum import NoticeKindEnum
from .notice_mail import NoticeMail
from .nudge import Nudge
from .nudge_audience_enum import NudgeAudienceEnum
from .nudge_draft_audience_enum import NudgeDraftAudienceEnum
from .nudge_draft_request import NudgeDraftRequest
from .nudge_preview import NudgePreview
from .objection import Objection
from .objection_decision_request import ObjectionDecisionRequest
from .objection_draft_request import ObjectionDraftRequest
from .objective import Objective
from .objective_draft_request import ObjectiveDraftRequest
from .objective_name import ObjectiveName
from .objective_place import ObjectivePlace
from .objective_place_request import ObjectivePlaceRequest
from .obstacle import Obstacle
from .offspring import Offspring
from .on_chain import OnChain
from .open_dossier import OpenDossier
from .outcome_enum import OutcomeEnum
from .own_campaign import OwnCampaign
from .own_export import OwnExport
from .own_export_state_enum import OwnExportStateEnum
from .own_hold import OwnHold
from .own_hold_state_enum import OwnHoldStateEnum
from .own_objection import OwnObjection
from .own_payout_hold import OwnPayoutHold
from .own_payout_objection import OwnPayoutObjection
from .own_quarantine import OwnQuarantine
from .own_rank import OwnRank
from .own_standing import OwnStanding
from .own_tree import OwnTree
from .own_trust import OwnTrust
from .paginated_activity_list import PaginatedActivityList
from .paginated_alert_list import PaginatedAlertList
from .paginated_api_key_list import PaginatedApiKeyList
from .paginated_batch_list import PaginatedBatchList
from .paginated_campaign_contract_list import PaginatedCampaignContractList
from .paginated_campaign_list import PaginatedCampaignList
from .paginated_consent_list import PaginatedConsentList
from .paginated_contract_list import PaginatedContractList
from .paginated_counted_participant_list import PaginatedCountedParticipantList
from .paginated_delivery_list import PaginatedDeliveryList
from .paginated_destination_list import PaginatedDestinationList
from .paginated_dossier_list import PaginatedDossierList
from .paginated_downline_member_list import PaginatedDownlineMemberList
from .paginated_evidence_list import PaginatedEvidenceList
from .paginated_export_list import PaginatedExportList
from .paginated_fact_list import PaginatedFactList
from .paginated_finding_list import PaginatedFindingList
from .paginated_funding_list import PaginatedFundingList
from .paginated_gold_list import PaginatedGoldList
from .paginated_hold_list import PaginatedHoldList
from .paginated_import_list import PaginatedImportList
from .paginated_invitation_received_list import PaginatedInvitationReceivedList
from .paginated_link_list import PaginatedLinkList
from .paginated_mapping_list import PaginatedMappingList
from .paginated_notice_list import PaginatedNoticeList
from .paginated_nudge_list import PaginatedNudgeList
from .paginated_objection_list import PaginatedObjectionList
from .paginated_objective_list import PaginatedObjectiveList
from .paginated_own_campaign_list import PaginatedOwnCampaignList
from .paginated_own_export_list import PaginatedOwnExportList
from .paginated_own_objection_list import PaginatedOwnObjectionList
from .paginated_payout_list import PaginatedPayoutList
from .paginated_quarantine_list import PaginatedQuarantineList
from .paginated_refund_list import PaginatedRefundList
from .paginated_role_invitation_list import PaginatedRoleInvitationList
from .paginated_role_list import PaginatedRoleList
from .paginated_settlement_list import PaginatedSettlementList
from .paginated_signal_list import PaginatedSignalList
from .paginated_transfer_list import PaginatedTransferList
from .paginated_trust_hold_list import PaginatedTrustHoldList
from .paginated_update_list import PaginatedUpdateList
from .paginated_webhook_list import PaginatedWebhookList
from .part import Part
from .participant import Participant
from .participant_counts import ParticipantCounts
from .passkey import Passkey
from .patched_campaign_change_request import PatchedCampaignChangeRequest
from .patched_choices_request import PatchedChoicesRequest
from .patched_choices_request_kinds import PatchedChoicesRequestKinds
from .patched_mapping_change_request import PatchedMappingChangeRequest
from .patched_mark_request import PatchedMarkRequest
from .patched_objective_draft_request import PatchedObjectiveDraftRequest
from .patched_payout_change_request import PatchedPayoutChangeRequest
from .patched_payout_rules_request import PatchedPayoutRulesRequest
from .patched_place_change_request import PatchedPlaceChangeRequest
from .patched_profile_request import PatchedProfileRequest
from .patched_report_settings_request import PatchedReportSettingsRequest
from .patched_split_draft_request import PatchedSplitDraftRequest
from .patched_update_change_request import PatchedUpdateChangeRequest
from .patched_webhook_change_request import PatchedWebhookChangeRequest
from .payout import Payout
from .payout_answer_request import PayoutAnswerRequest
from .payout_batches_payouts_list_needs_person import (
    PayoutBatchesPayoutsListNeedsPerson,
)
from .payout_batches_payouts_list_ordering import PayoutBatchesPayoutsListOrdering
from .payout_batches_payouts_list_state import PayoutBatchesPayoutsListState
from .payout_objection import PayoutObjection
from .payout_objection_draft_request import PayoutObjectionDraftRequest
from .payout_rules import PayoutRules
from .payout_state_enum import PayoutStateEnum
from .peer_attack_request import PeerAttackRequest
from .peer_attack_request_terms import PeerAttackRequestTerms
from .peer_what_if_request import PeerWhatIfRequest
from .peer_what_if_request_terms import PeerWhatIfRequestTerms
from .period_enum import PeriodEnum
from .person import Person
from .person_activity import PersonActivity
from .person_on_chain import PersonOnChain
from .piece import Piece
from .place import Place
from .place_qr import PlaceQr
from .pledge_request import PledgeRequest
from .point import Point
from .point_type_enum import PointTypeEnum
from .possible_chain import PossibleChain
from .preview import Preview
from .preview_rewards import PreviewRewards
from .preview_share import PreviewShare
from .prize import Prize
from .prize_split import PrizeSplit
from .probability import Probability
from .property_card import PropertyCard
from .prospect import Prospect
from .prospects import Prospects
from .provider_enum import ProviderEnum
from .quarantine import Quarantine
from .quarantine_draft_request import QuarantineDraftRequest
from .quarantine_view import QuarantineView
from .range_ import Range
from .rank import Rank
from .ranked import Ranked
from .read_up_to_request import ReadUpToRequest
from .reason import Reason
from .reason_reason_enum import ReasonReasonEnum
from .record import Record
from .records import Records
from .recovery_codes import RecoveryCodes
from .recruit import Recruit
from .refund import Refund
from .refund_draft_request import RefundDraftRequest
from .rejection_reason_enum import RejectionReasonEnum
from .rejection_request import RejectionRequest
from .relaxation import Relaxation
from .remainder_to import RemainderTo
from .replay_span_request import ReplaySpanRequest
from .replayed import Replayed
from .report import Report
from .report_cascade import ReportCascade
from .report_growth import ReportGrowth
from .report_inequality import ReportInequality
from .report_lifecycle import ReportLifecycle
from .report_look_request import ReportLookRequest
from .report_looked import ReportLooked
from .report_period import ReportPeriod
from .report_reproduction import ReportReproduction
from .report_request import ReportRequest
from .report_request_facts import ReportRequestFacts
from .report_retention import ReportRetention
from .report_retention_kind_enum import ReportRetentionKindEnum
from .report_settings import ReportSettings
from .report_spikes import ReportSpikes
from .report_stickiness import ReportStickiness
from .report_survival import ReportSurvival
from .report_ties import ReportTies
from .report_verdict import ReportVerdict
from .report_verdict_numbers import ReportVerdictNumbers
from .reported import Reported
from .reported_location_request import ReportedLocationRequest
from .reported_location_source_enum import ReportedLocationSourceEnum
from .reproduction_window import ReproductionWindow
from .reversal_reason_enum import ReversalReasonEnum
from .reversal_request import ReversalRequest
from .reviewer_person import ReviewerPerson
from .role import Role
from .role_accepted import RoleAccepted
from .role_enum import RoleEnum
from .role_held import RoleHeld
from .role_holder import RoleHolder
from .role_invitation import RoleInvitation
from .role_invitation_draft_request import RoleInvitationDraftRequest
from .root import Root
from .rotation_request import RotationRequest
from .row_problem import RowProblem
from .row_problem_kind_enum import RowProblemKindEnum
from .settled_share import SettledShare
from .settlement import Settlement
from .settlement_detail import SettlementDetail
from .settlement_detail_terms import SettlementDetailTerms
from .settlement_terms import SettlementTerms
from .sign_in_methods import SignInMethods
from .signal import Signal
from .signal_decision_request import SignalDecisionRequest
from .signal_decision_state_enum import SignalDecisionStateEnum
from .signal_facts import SignalFacts
from .signal_kind_enum import SignalKindEnum
from .signal_state_enum import SignalStateEnum
from .source_joins import SourceJoins
from .spike import Spike
from .spike_inviter import SpikeInviter
from .spike_source import SpikeSource
from .split import Split
from .split_draft_request import SplitDraftRequest
from .split_example import SplitExample
from .spread import Spread
from .standing import Standing
from .statement_line import StatementLine
from .statement_page import StatementPage
from .status_enum import StatusEnum
from .survival_by_recruiting import SurvivalByRecruiting
from .survival_curve import SurvivalCurve
from .survival_steps import SurvivalSteps
from .sybil_gain import SybilGain
from .sybil_gains import SybilGains
from .sybil_proof_enum import SybilProofEnum
from .table_enum import TableEnum
from .taken import Taken
from .ties_by_kind import TiesByKind
from .times_enum import TimesEnum
from .to_enum import ToEnum
from .token import Token
from .told_row import ToldRow
from .transfer import Transfer
from .transfer_reason_enum import TransferReasonEnum
from .tree_attack_request import TreeAttackRequest
from .tree_attack_request_terms import TreeAttackRequestTerms
from .tree_member import TreeMember
from .tree_node_request import TreeNodeRequest
from .tree_sizes import TreeSizes
from .tree_what_if_request import TreeWhatIfRequest
from .tree_what_if_request_terms import TreeWhatIfRequestTerms
from .trust_hold import TrustHold
from .trust_hold_detail import TrustHoldDetail
from .trust_hold_draft_request import TrustHoldDraftRequest
from .trust_note_request import TrustNoteRequest
from .unread import Unread
from .update import Update
from .update_draft_request import UpdateDraftRequest
from .upline import Upline
from .verdict import Verdict
from .verdict_enum import VerdictEnum
from .verdict_kind_enum import VerdictKindEnum
from .vote import Vote
from .votes import Votes
from .vouch import Vouch
from .vouchable import Vouchable
from .vouchable_objective import VouchableObjective
from .vouchables import Vouchables
from .vouches import Vouches
from .vouching_request import VouchingRequest
from .waiting import Waiting
from .webhook import Webhook
from .webhook_attempt import WebhookAttempt
from .webhook_delivery_state import WebhookDeliveryState
from .webhook_draft_request import WebhookDraftRequest
from .webhook_event_type import WebhookEventType
from .webhook_message_type import WebhookMessageType
from .webhooks_deliveries_list_state import WebhooksDeliveriesListState
from .webhooks_deliveries_list_type import WebhooksDeliveriesListType
from .why_enum import WhyEnum
from .why_not import WhyNot
from .window import Window
from .window_request import WindowRequest

__all__ = (
    "Activity",
    "ActivityDraftRequest",
    "AddressStopped",
    "Agenda",
    "Agreement",
    "Alert",
    "AnsweredFact",
    "AnsweredFacts",
    "AnswersRequest",
    "AnswersRequestFacts",
    "ApiKey",
    "ApiKeyKind",
    "ApiKeyScope",
    "AppealRequest",
    "ApprovalRequest",
    "Arm",
    "AskedRuleRequest",
    "AskedRuleRequestTerms",
    "AskedRulesRequest",
    "Assessment",
    "AttributionEnum",
    "BadField",
    "Balance",
    "Batch",
    "BatchDetail",
    "BatchDetailPayouts",
    "BatchDraftRequest",
    "BatchPayouts",
    "BatchReport",
    "BatchReportRequest",
    "BatchState",
    "BinEnum",
    "BlankEnum",
    "Branch",
    "Branches",
    "Breadth",
    "Budget",
    "Burn",
    "Campaign",
    "CampaignContract",
    "CampaignContractTerms",
    "CampaignDraftRequest",
    "CampaignsActivitiesListOrdering",
    "CampaignsAlertsListState",
    "CampaignsBooksRetrieveFormat",
    "CampaignsBooksRetrievePeople",
    "CampaignsFindingsListFormat",
    "CampaignsFindingsListHasEvidence",
    "CampaignsFindingsListOrdering",
    "CampaignsFindingsListState",
    "CampaignsFindingsMapListFormat",
    "CampaignsFundingsListOrdering",
    "CampaignsFundingsListState",
    "CampaignsHoldsListState",
    "CampaignsLeaderboardRetrieveAround",
    "CampaignsLeaderboardRetrievePeriod",
    "CampaignsLedgerListAccount",
    "CampaignsLedgerListFormat",
    "CampaignsLedgerListOrdering",
    "CampaignsLedgerListReason",
    "CampaignsLinksQrRetrieveKind",
    "CampaignsListOrdering",
    "CampaignsListState",
    "CampaignsMeQrRetrieveKind",
    "CampaignsMeRewardsListFormat",
    "CampaignsNudgesCandidatesRetrieveAudience",
    "CampaignsObjectionsListState",
    "CampaignsParticipantsListActive",
    "CampaignsParticipantsListClaimed",
    "CampaignsParticipantsListFormat",
    "CampaignsParticipantsListOrdering",
    "CampaignsParticipantsListState",
    "CampaignsParticipationCascadeRetrieveFormat",
    "CampaignsParticipationGrowthRetrieveFormat",
    "CampaignsParticipationGrowthRetrievePeriod",
    "CampaignsParticipationInequalityRetrieveFormat",
    "CampaignsParticipationLifecycleRetrieveFormat",
    "CampaignsParticipationLifecycleRetrievePeriod",
    "CampaignsParticipationReproductionRetrieveFormat",
    "CampaignsParticipationRetentionRetrieveCohortBy",
    "CampaignsParticipationRetentionRetrieveFormat",
    "CampaignsParticipationRetentionRetrieveKind",
    "CampaignsParticipationRetentionRetrievePeriod",
    "CampaignsParticipationSpikesRetrieveFormat",
    "CampaignsParticipationStickinessRetrieveFormat",
    "CampaignsParticipationSurvivalRetrieveFormat",
    "CampaignsParticipationTiesRetrieveFormat",
    "CampaignsPayoutBatchesListOrdering",
    "CampaignsPayoutBatchesListState",
    "CampaignsPayoutHoldsListState",
    "CampaignsReviewQueueListState",
    "CampaignsSettlementsListFormat",
    "CampaignsSettlementsListOrdering",
    "CampaignsSettlementsListReversed",
    "CampaignsSignalsListKind",
    "CampaignsSignalsListSeverity",
    "CampaignsSignalsListState",
    "CampaignState",
    "Candidate",
    "Candidates",
    "Capture",
    "ChainAttackRequest",
    "ChainAttackRequestTerms",
    "ChainMember",
    "ChainWhatIfRequest",
    "ChainWhatIfRequestTerms",
    "Check",
    "CheckedPerson",
    "CheckFigures",
    "ChoiceRequest",
    "ChoiceShown",
    "ChoiceShownKindEnum",
    "ChoicesShown",
    "CircleMemberRequest",
    "ClaimCode",
    "ClaimRequest",
    "ClaimState",
    "CloseRequest",
    "Cluster",
    "Cohort",
    "CohortByEnum",
    "Compared",
    "ComparedCurve",
    "ComparedPerson",
    "ComparedTerms",
    "Comparison",
    "Concerned",
    "ConfirmationAsked",
    "Consent",
    "ConsentPurposeEnum",
    "ConsentSaidPurposeEnum",
    "ConsentSaidRequest",
    "Consequences",
    "Contract",
    "ContractDraftRequest",
    "ContractDraftRequestTerms",
    "ContractTerms",
    "Corroboration",
    "Corroborations",
    "CountedParticipant",
    "Counts",
    "CountsFindings",
    "Credibility",
    "DaysFigure",
    "DaysHistogram",
    "DecimalMarkEnum",
    "DecisionEnum",
    "DecisionRequest",
    "DelimiterEnum",
    "Delivery",
    "DeliveryDetail",
    "Destination",
    "DestinationDraftRequest",
    "DestinationKind",
    "Difference",
    "DisabledReasonEnum",
    "Dossier",
    "DownlineMember",
    "Effect",
    "EncodingEnum",
    "EnteredState",
    "EntryLooked",
    "EntryRefusal",
    "EntryRequest",
    "Erasure",
    "ErasureAskedRequest",
    "ErasurePreview",
    "ErasureStateEnum",
    "Evidence",
    "EvidenceKindEnum",
    "Export",
    "ExportDraftRequest",
    "ExportsFileRetrieveResponse200",
    "ExportTable",
    "ExportTables",
    "Exposure",
    "Fact",
    "FactAnswer",
    "FactDraftRequest",
    "FakePlaces",
    "FamilyEnum",
    "Fan",
    "Feature",
    "FeatureCollection",
    "FeatureCollectionTypeEnum",
    "FeatureProperties",
    "FeatureTypeEnum",
    "Figure",
    "Finding",
    "FindingsEvidenceCreateFilesBody",
    "FindingsEvidenceCreateJsonBody",
    "FindingsForecast",
    "FindingState",
    "Forecast",
    "ForecastStateEnum",
    "FormatEnum",
    "Funding",
    "FundingStateEnum",
    "GenerationFigure",
    "GenerationMinutes",
    "Giving",
    "GivingRequest",
    "Goal",
    "Gold",
    "Growth",
    "Hold",
    "HoldDraftRequest",
    "HowEnum",
    "Import",
    "ImportDraftRequest",
    "ImportReport",
    "ImportsReportRetrieveFormat",
    "InvitationReceived",
    "JobFile",
    "JobProblem",
    "JobState",
    "JoinRequest",
    "KeyDraftRequest",
    "KeyOwner",
    "KFactor",
    "Lack",
    "LargeTree",
    "LaunchReadiness",
    "Layout",
    "LayoutColumns",
    "LayoutConstants",
    "LayoutRequest",
    "LayoutRequestColumns",
    "LayoutRequestConstants",
    "LayoutRequestValues",
    "LayoutRequestValuesAdditionalProperty",
    "LayoutValues",
    "LayoutValuesAdditionalProperty",
    "Leaderboard",
    "LeaderboardPeriod",
    "LeftOut",
    "LeftOutCounts",
    "LeftOutPerson",
    "LettersOfNudge",
    "LettersRequest",
    "LettersShown",
    "LevelEnum",
    "LikelyClassEnum",
    "Link",
    "LinkDraftRequest",
    "Location",
    "LocationPrivacyEnum",
    "LocationSourceEnum",
    "LogRank",
    "Lorenz",
    "Loss",
    "MadeKey",
    "MadeWebhook",
    "MakeGoldRequest",
    "Mapping",
    "MappingDraftRequest",
    "MappingPreview",
    "MappingPreviewDraftRequest",
    "MappingPreviewProblem",
    "MappingPreviewRow",
    "MappingPreviewRowCells",
    "MaskedDestination",
    "Me",
    "Mechanism",
    "MechanismPage",
    "MechanismTermsSchema",
    "MeInboxListUnread",
    "MeStatementListFormat",
    "Money",
    "MoneyLeft",
    "NextRequest",
    "NoteRequest",
    "Notice",
    "NoticeAmount",
    "NoticeKindEnum",
    "NoticeMail",
    "Nudge",
    "NudgeAudienceEnum",
    "NudgeDraftAudienceEnum",
    "NudgeDraftRequest",
    "NudgePreview",
    "Objection",
    "ObjectionDecisionRequest",
    "ObjectionDraftRequest",
    "Objective",
    "ObjectiveDraftRequest",
    "ObjectiveName",
    "ObjectivePlace",
    "ObjectivePlaceRequest",
    "Obstacle",
    "Offspring",
    "OnChain",
    "OpenDossier",
    "OutcomeEnum",
    "OwnCampaign",
    "OwnExport",
    "OwnExportStateEnum",
    "OwnHold",
    "OwnHoldStateEnum",
    "OwnObjection",
    "OwnPayoutHold",
    "OwnPayoutObjection",
    "OwnQuarantine",
    "OwnRank",
    "OwnStanding",
    "OwnTree",
    "OwnTrust",
    "PaginatedActivityList",
    "PaginatedAlertList",
    "PaginatedApiKeyList",
    "PaginatedBatchList",
    "PaginatedCampaignContractList",
    "PaginatedCampaignList",
    "PaginatedConsentList",
    "PaginatedContractList",
    "PaginatedCountedParticipantList",
    "PaginatedDeliveryList",
    "PaginatedDestinationList",
    "PaginatedDossierList",
    "PaginatedDownlineMemberList",
    "PaginatedEvidenceList",
    "PaginatedExportList",
    "PaginatedFactList",
    "PaginatedFindingList",
    "PaginatedFundingList",
    "PaginatedGoldList",
    "PaginatedHoldList",
    "PaginatedImportList",
    "PaginatedInvitationReceivedList",
    "PaginatedLinkList",
    "PaginatedMappingList",
    "PaginatedNoticeList",
    "PaginatedNudgeList",
    "PaginatedObjectionList",
    "PaginatedObjectiveList",
    "PaginatedOwnCampaignList",
    "PaginatedOwnExportList",
    "PaginatedOwnObjectionList",
    "PaginatedPayoutList",
    "PaginatedQuarantineList",
    "PaginatedRefundList",
    "PaginatedRoleInvitationList",
    "PaginatedRoleList",
    "PaginatedSettlementList",
    "PaginatedSignalList",
    "PaginatedTransferList",
    "PaginatedTrustHoldList",
    "PaginatedUpdateList",
    "PaginatedWebhookList",
    "Part",
    "Participant",
    "ParticipantCounts",
    "Passkey",
    "PatchedCampaignChangeRequest",
    "PatchedChoicesRequest",
    "PatchedChoicesRequestKinds",
    "PatchedMappingChangeRequest",
    "PatchedMarkRequest",
    "PatchedObjectiveDraftRequest",
    "PatchedPayoutChangeRequest",
    "PatchedPayoutRulesRequest",
    "PatchedPlaceChangeRequest",
    "PatchedProfileRequest",
    "PatchedReportSettingsRequest",
    "PatchedSplitDraftRequest",
    "PatchedUpdateChangeRequest",
    "PatchedWebhookChangeRequest",
    "Payout",
    "PayoutAnswerRequest",
    "PayoutBatchesPayoutsListNeedsPerson",
    "PayoutBatchesPayoutsListOrdering",
    "PayoutBatchesPayoutsListState",
    "PayoutObjection",
    "PayoutObjectionDraftRequest",
    "PayoutRules",
    "PayoutStateEnum",
    "PeerAttackRequest",
    "PeerAttackRequestTerms",
    "PeerWhatIfRequest",
    "PeerWhatIfRequestTerms",
    "PeriodEnum",
    "Person",
    "PersonActivity",
    "PersonOnChain",
    "Piece",
    "Place",
    "PlaceQr",
    "PledgeRequest",
    "Point",
    "PointTypeEnum",
    "PossibleChain",
    "Preview",
    "PreviewRewards",
    "PreviewShare",
    "Prize",
    "PrizeSplit",
    "Probability",
    "PropertyCard",
    "Prospect",
    "Prospects",
    "ProviderEnum",
    "Quarantine",
    "QuarantineDraftRequest",
    "QuarantineView",
    "Range",
    "Rank",
    "Ranked",
    "ReadUpToRequest",
    "Reason",
    "ReasonReasonEnum",
    "Record",
    "Records",
    "RecoveryCodes",
    "Recruit",
    "Refund",
    "RefundDraftRequest",
    "RejectionReasonEnum",
    "RejectionRequest",
    "Relaxation",
    "RemainderTo",
    "Replayed",
    "ReplaySpanRequest",
    "Report",
    "ReportCascade",
    "Reported",
    "ReportedLocationRequest",
    "ReportedLocationSourceEnum",
    "ReportGrowth",
    "ReportInequality",
    "ReportLifecycle",
    "ReportLooked",
    "ReportLookRequest",
    "ReportPeriod",
    "ReportReproduction",
    "ReportRequest",
    "ReportRequestFacts",
    "ReportRetention",
    "ReportRetentionKindEnum",
    "ReportSettings",
    "ReportSpikes",
    "ReportStickiness",
    "ReportSurvival",
    "ReportTies",
    "ReportVerdict",
    "ReportVerdictNumbers",
    "ReproductionWindow",
    "ReversalReasonEnum",
    "ReversalRequest",
    "ReviewerPerson",
    "Role",
    "RoleAccepted",
    "RoleEnum",
    "RoleHeld",
    "RoleHolder",
    "RoleInvitation",
    "RoleInvitationDraftRequest",
    "Root",
    "RotationRequest",
    "RowProblem",
    "RowProblemKindEnum",
    "SettledShare",
    "Settlement",
    "SettlementDetail",
    "SettlementDetailTerms",
    "SettlementTerms",
    "Signal",
    "SignalDecisionRequest",
    "SignalDecisionStateEnum",
    "SignalFacts",
    "SignalKindEnum",
    "SignalStateEnum",
    "SignInMethods",
    "SourceJoins",
    "Spike",
    "SpikeInviter",
    "SpikeSource",
    "Split",
    "SplitDraftRequest",
    "SplitExample",
    "Spread",
    "Standing",
    "StatementLine",
    "StatementPage",
    "StatusEnum",
    "SurvivalByRecruiting",
    "SurvivalCurve",
    "SurvivalSteps",
    "SybilGain",
    "SybilGains",
    "SybilProofEnum",
    "TableEnum",
    "Taken",
    "TiesByKind",
    "TimesEnum",
    "ToEnum",
    "Token",
    "ToldRow",
    "Transfer",
    "TransferReasonEnum",
    "TreeAttackRequest",
    "TreeAttackRequestTerms",
    "TreeMember",
    "TreeNodeRequest",
    "TreeSizes",
    "TreeWhatIfRequest",
    "TreeWhatIfRequestTerms",
    "TrustHold",
    "TrustHoldDetail",
    "TrustHoldDraftRequest",
    "TrustNoteRequest",
    "Unread",
    "Update",
    "UpdateDraftRequest",
    "Upline",
    "Verdict",
    "VerdictEnum",
    "VerdictKindEnum",
    "Vote",
    "Votes",
    "Vouch",
    "Vouchable",
    "VouchableObjective",
    "Vouchables",
    "Vouches",
    "VouchingRequest",
    "Waiting",
    "Webhook",
    "WebhookAttempt",
    "WebhookDeliveryState",
    "WebhookDraftRequest",
    "WebhookEventType",
    "WebhookMessageType",
    "WebhooksDeliveriesListState",
    "WebhooksDeliveriesListType",
    "WhyEnum",
    "WhyNot",
    "Window",
    "WindowRequest",
)
