----------------------------- MODULE MCLiveness -----------------------------
(***************************************************************************)
(* What ClusterMembership promises to do in the end.  No bound on views or *)
(* terms and no symmetry: either could make a promise vacuous.  Instead    *)
(* faults are finitely many: each spends from `budget`, and so does        *)
(* whatever a user may do for ever.  All else is free, and what mends is   *)
(* fair; so every behaviour ends in a healed and timely network, and the   *)
(* states are finitely many.                                               *)
(***************************************************************************)
EXTENDS MembershipProperties

CONSTANT Budget     \* Faults, departures and late periods to be had in all.

VARIABLE budget     \* Those still to be had.

liveVars == <<vars, budget>>

(* Each process has a node id of its own. *)
Self(p) == p

Free(A)  == A /\ UNCHANGED budget
Costs(A) == budget > 0 /\ A /\ budget' = budget - 1

(* Everybody who can has renewed its lease in the period that ends. *)
Timely ==
  \A p \in Processes : Connected(p) /\ Owns(p) /\ State(p) \in Alive => heartbeatReceived[p]

TimelyPeriod == Timely /\ ResetHeartbeats
LatePeriod   == ~Timely /\ ResetHeartbeats

LiveInit == Init /\ budget = Budget

LiveNext ==
  \/ \E p \in Processes :
       \/ Free(NodeJoin(p))
       \/ Free(NodeJoinComplete(p))
       \/ Costs(NodeLeave(p))
       \/ Free(NodeLeaveComplete(p))
       \/ Free(SendHeartbeat(p))
       \/ Free(NodeRecover(p))
       \/ Free(TakeOver(p))
       \/ Free(ElectPrimary(p))
       \/ Free(PrimaryStepDown(p))
       \/ Free(SyncViews(p))
       \/ Costs(NodeCrash(p))
       \/ Costs(CutStore(p))
       \/ Free(HealStore(p))
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ Free(DetectFailure(d, t))
       \/ Free(MarkNodeFailed(d, t))
  \/ \E link \in Links :
       \/ Costs(CreatePartition(link))
       \/ Free(HealPartition(link))
  \/ Free(TimelyPeriod)
  \/ Costs(LatePeriod)

Elects   == \E p \in Processes : ElectPrimary(p)
Suspects == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : DetectFailure(d, t)
Fails    == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : MarkNodeFailed(d, t)

-----------------------------------------------------------------------------
(* Fairness.  Not fair: NodeJoin and NodeLeave, which users decide, faults,  *)
(* and PrimaryStepDown, on which no promise depends in a network that heals. *)
(* What needs a lease is enabled and disabled with every period, so it is    *)
(* strongly fair: a runtime tries it in each.  It is enough that one of the  *)
(* nodes that may do it does.                                                *)

NetworkFairness ==
  /\ \A p \in Processes : WF_vars(HealStore(p))          \* The store comes back.
  /\ \A link \in Links : WF_vars(HealPartition(link))    \* So does every link.
  /\ WF_vars(TimelyPeriod)                               \* Time passes.

MemberFairness(p) ==
  /\ WF_vars(SendHeartbeat(p))        \* A timer, several times in a period.
  /\ WF_vars(NodeJoinComplete(p))     \* Tried anew until it has a quorum.
  /\ WF_vars(NodeLeaveComplete(p))    \* Actors are drained in the end.
  /\ WF_vars(SyncViews(p))            \* The view number is watched.
  /\ WF_vars(NodeRecover(p))          \* A failed process looks at its record.

LeaseFairness ==
  /\ SF_vars(Elects)                  \* Tried while there is no holder.
  /\ SF_vars(Suspects)                \* Tried while a node is called silent.
  /\ SF_vars(Fails)                   \* Tried while a node is suspected enough.

(* Only where it is promised that what crashed is started again. *)
RestartFairness ==
  \A p \in Processes : WF_vars(TakeOver(p))

DetectSpec ==
  /\ LiveInit
  /\ [][LiveNext]_liveVars
  /\ NetworkFairness
  /\ \A p \in Processes : MemberFairness(p)
  /\ LeaseFairness

LiveSpec == DetectSpec /\ RestartFairness

-----------------------------------------------------------------------------
(* Whoever is a member and can reach the store knows the current view. *)
Converged ==
  \A p \in Processes :
    running[p] /\ Connected(p) /\ Owns(p) /\ State(p) \in {"Active", "Leaving"} =>
      viewNum[p] = viewNumber

EventualMembershipConvergence == <>[]Converged

(* Where a node is Active, there is a holder that believes it, for good, and *)
(* its lease is renewed again and again.                                     *)
Holds(p) == Owns(p) /\ primary = NodeOf(p) /\ believesPrimary[p]

EventualPrimary ==
  /\ <>[](Active # {} => \E p \in Processes : Holds(p))
  /\ []<>(Active # {} => \E p \in Processes : Claims(p))

(* A record whose process is gone is not kept while somebody could fail it. *)
Abandoned(n) ==
  /\ registry[n] \in Alive
  /\ owner[n] = None
  /\ \E d \in Processes : Owns(d) /\ State(d) = "Active" /\ HasQuorum(d)

EventualFailureDetection == \A n \in Nodes : []<>~Abandoned(n)

(* Nobody joins or leaves for ever. *)
EventualSettlement ==
  \A n \in Nodes : []<>(registry[n] \notin {"Joining", "Leaving"})

=============================================================================
