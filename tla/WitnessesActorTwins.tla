------------------------- MODULE WitnessesActorTwins -------------------------
(* Situations (as in Witnesses) of actors and two processes of one node's id. *)
EXTENDS MCActorTwins

\* The first process is cut off; the second takes its place and, as primary, gives
\* itself the actor that the first still holds.
SuccessorTakesItsActors ==
  \E a \in Actors :
    First \in cut /\ hosted[First][a] = 1 /\ Runs(Second, a) /\ hosted[Second][a] = 2

\* The first process wakes from a pause and would vacate the actor, which is due since.
WokenHostMayNotVacate ==
  \E a \in Actors :
    /\ running[First] /\ ~Membership!Owns(First) /\ Membership!Owns(Second)
    /\ Membership!Connected(First) /\ a \in due /\ Holds(First, a)
    /\ Membership!State(First) = "Active"

\* The first process was primary, and wakes from a pause in which its successor became
\* that: the store names its node, but not its term.
WokenPrimaryMayNotMove ==
  /\ running[First] /\ ~Membership!Owns(First) /\ Membership!Connected(First)
  /\ primary = NodeOf(First) /\ primaryTerm[First] = 1 /\ term = 2
  /\ due # {}

\* The first process is back, finds itself superseded, and joins nothing and runs nothing.
SupersededHostForgetsItsActors ==
  \E a \in Actors : hosted[First][a] = 1 /\ hosted'[First][a] = 0 /\ Runs(Second, a)

=============================================================================
