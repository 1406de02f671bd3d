---- MODULE Door ----
\* A door that one client at a time goes through, each a limited number of times.
EXTENDS Naturals, FiniteSets
CONSTANTS
  Clients,
  MaxUses
VARIABLES
  holder,
  uses
vars == <<holder, uses>>

Init ==
  /\ holder = {}
  /\ uses = [c \in Clients |-> 0]

Acquire(c) ==
  /\ holder = {}
  /\ uses[c] < MaxUses
  /\ holder' = holder \cup {c}
  /\ uses' = [uses EXCEPT ![c] = @ + 1]

Release(c) ==
  /\ c \in holder
  /\ holder' = {}
  /\ UNCHANGED uses

Next == \E c \in Clients : Acquire(c) \/ Release(c)
Spec == Init /\ [][Next]_vars

MutualExclusion == Cardinality(holder) <= 1
UsesAreLimited == \A c \in Clients : uses[c] <= MaxUses
UsesNeverFall == [][\A c \in Clients : uses'[c] >= uses[c]]_vars

\* Situations that must be reachable.
EachWasInside == \A c \in Clients : uses[c] = 1
SomeoneComesOut == holder # {} /\ holder' = {}
BothAreInside == holder = Clients
====
