--------------------------- MODULE MCActorLiveness ---------------------------
(***************************************************************************)
(* What ActorMigration promises to do in the end.  As in MCLiveness, whose *)
(* fairness this repeats for the wrapped actions: no bounds, no symmetry,  *)
(* and a budget for faults and for whatever users may do forever, which    *)
(* now is also to deactivate actors.                                       *)
(***************************************************************************)
EXTENDS ActorProperties

CONSTANTS
  Budget,     \* Faults, and what of Besides is to be had, in all.
  Besides     \* What else may happen: "leave", "late", as there; "deactivate".

ASSUME Budget \in Nat /\ Besides \subseteq {"leave", "late", "deactivate"}

VARIABLE budget     \* Those still to be had.

liveVars == <<vars, budget>>

(* Each process has a node id of its own. *)
Self(p) == p

Free(A)  == A /\ UNCHANGED budget
Costs(A) == budget > 0 /\ A /\ budget' = budget - 1

MayRenew(p) == Membership!Connected(p) /\ Membership!Owns(p) /\ Membership!State(p) \in Membership!Alive

LateEnd(p) == "late" \in Besides /\ MayRenew(p) /\ LeaseEnds(p)
DueEnd(p)  == ~MayRenew(p) /\ LeaseEnds(p)

LiveInit == Init /\ budget = Budget

LiveNext ==
  \/ \E p \in Processes :
       \/ Free(NodeJoin(p))
       \/ Free(NodeJoinComplete(p))
       \/ Costs("leave" \in Besides /\ NodeLeave(p))
       \/ Free(NodeLeaveComplete(p))
       \/ Free(SendHeartbeat(p))
       \/ Free(NodeRecover(p))
       \/ Free(TakeOver(p))
       \/ Free(ElectPrimary(p))
       \/ Free(PrimaryStepDown(p))
       \/ Free(SyncViews(p))
       \/ Costs(LateEnd(p))
       \/ Free(DueEnd(p))
       \/ Costs(NodeCrash(p))
       \/ Costs(CutStore(p))
       \/ Free(HealStore(p))
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ Free(DetectFailure(d, t))
       \/ Free(MarkNodeFailed(d, t))
       \/ Free(NodeForget(d, t))
  \/ \E d \in Processes : \E t \in Nodes : Free(FindSilent(d, t))
  \/ \E link \in Membership!Links :
       \/ Costs(CreatePartition(link))
       \/ Free(HealPartition(link))
  \/ \E p \in Processes : \E a \in Actors :
       \/ Free(ActivateActor(p, a))
       \/ Costs("deactivate" \in Besides /\ DeactivateActor(p, a))
  \/ \E p \in Processes : \E moves \in Batches : Free(MigrateActors(p, moves))

-----------------------------------------------------------------------------
(* Fairness: that of MCLiveness, as far as actors depend on it, and of what  *)
(* the cluster alone decides about actors.  To activate a vacant one is a    *)
(* user's decision.                                                          *)

Progress ==
  \/ \E p \in Processes :
       \/ DueEnd(p)
       \/ SendHeartbeat(p)
       \/ NodeJoinComplete(p)
       \/ ElectPrimary(p)
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ FindSilent(d, t)
       \/ DetectFailure(d, t)
       \/ MarkNodeFailed(d, t)
  \/ \E link \in Membership!Links : HealPartition(link)

ActorProgress ==
  \/ \E p \in Processes : \E moves \in Batches : MigrateActors(p, moves)                \* Tried while actors are due.
  \/ \E p \in Processes : \E a \in Actors : PlacedAt(a, p) /\ ActivateActor(p, a)     \* Tried while p does not run a.

LiveSpec == LiveInit /\ [][LiveNext]_liveVars /\ WF_vars(Progress \/ ActorProgress)

(* As in MCLiveness: other steps do not go on forever among themselves. *)
FreeSpec == LiveInit /\ [][LiveNext]_liveVars

ProgressOrRest == []<><<Progress \/ ActorProgress>>_vars \/ <>[][FALSE]_vars

-----------------------------------------------------------------------------
(* As in MCLiveness: enough processes take part, however many others are dead *)
(* for good.                                                                  *)
Survivors ==
  {p \in Processes :
     /\ Membership!Connected(p)
     /\ Membership!Owns(p)
     /\ Membership!State(p) \in {"Joining", "Active"}}

Enough ==
  /\ Survivors # {}
  /\ \/ Cardinality(Survivors) >= Votes
     \/ 2 * Cardinality(Survivors) >= Cardinality(Membership!Voters)

(* A due actor is moved. *)
MigrationCompletes == []<>(Enough => due = {})

(* A placed actor runs, or is vacated. *)
DueActorsRun ==
  []<>(Enough => \A a \in Actors : host[a] # None => \E p \in Processes : Runs(p, a))

=============================================================================
