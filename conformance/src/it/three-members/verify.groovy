// That Main exited with 0 is not enough: it was run, too, and told its story to the end.
def log = new File(basedir, 'build.log').text
def count = { (log =~ it).count }
assert count(/n\d is primary in /) == 2 : 'build.log should name two primaries'
assert count(/n\d runs cart-7 in /) == 2 : 'build.log should name two hosts of the actor'
assert count(/n\d dies/) == 1 : 'build.log should tell of one death'
assert count(/n\d has left/) == 3 : 'build.log should tell that three members left'
