---- MODULE Lock ----
\* A lock that clients take and give back; some configurations ask too much of it.
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Clients, MaxUses
VARIABLES holder, uses
vars == <<holder, uses>>
Free == {}
TypeOK == holder \subseteq Clients
Init == holder = Free /\ uses = [c \in Clients |-> 0]
Acquire(c) ==
  /\ holder = Free /\ uses[c] < MaxUses
  /\ holder' = {c}
  /\ uses' = [uses EXCEPT ![c] = @ + 1]
Release(c) ==
  /\ c \in holder
  /\ holder' = Free
  /\ UNCHANGED uses
Steal(c, d) ==
  /\ MaxUses > 90 /\ c # d /\ c \in holder
  /\ holder' = {d} /\ UNCHANGED uses
Next ==
  \/ \E c \in Clients : Acquire(c) \/ Release(c)
  \/ \E c, d \in Clients : Steal(c, d)
Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ WF_vars(Next)
Sym == Permutations(Clients)
MutualExclusion == Cardinality(holder) <= 1
NobodyTwice == \A c \in Clients : uses[c] < 2
UsesNeverFall == [][\A c \in Clients : uses'[c] >= uses[c]]_vars
NeverReleased == [][holder # Free => holder' # Free]_vars
AlwaysMutex == []MutualExclusion
EventuallyHeld == <>(holder # Free)
HeldForEver == <>[](holder # Free)
HeldAgainAndAgain == []<>(holder # Free)
====
