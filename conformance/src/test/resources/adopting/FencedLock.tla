---- MODULE FencedLock ----
\* A lock that expires, and a token that rises with each holder: what it guards
\* takes no write with an older token than it has seen.
EXTENDS Naturals
CONSTANTS Clients, None, MaxToken
VARIABLES holder, token, held, written
vars == <<holder, token, held, written>>

Init ==
  /\ holder = None
  /\ token = 0
  /\ held = [c \in Clients |-> 0]
  /\ written = 0

Acquire(c) ==
  /\ holder = None
  /\ holder' = c
  /\ token' = token + 1
  /\ held' = [held EXCEPT ![c] = token + 1]
  /\ UNCHANGED written

Release(c) ==
  /\ holder = c
  /\ holder' = None
  /\ held' = [held EXCEPT ![c] = 0]
  /\ UNCHANGED <<token, written>>

\* Time passes. The holder does not hear of it, and may still write.
Expire ==
  /\ holder # None
  /\ holder' = None
  /\ UNCHANGED <<token, held, written>>

Write(c) ==
  /\ held[c] > 0
  /\ held[c] >= written
  /\ written' = held[c]
  /\ UNCHANGED <<holder, token, held>>

Next == Expire \/ \E c \in Clients : Acquire(c) \/ Release(c) \/ Write(c)
Spec == Init /\ [][Next]_vars

WritesAreFenced == [][written' >= written]_vars
TokensAreUnique == \A c, d \in Clients : c # d /\ held[c] > 0 => held[c] # held[d]
Bounds == token <= MaxToken
====
