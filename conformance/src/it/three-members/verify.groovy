// That Main exited with 0 has been seen; this is that it was run, and on the jar of the build that runs this.
def log = new File(basedir, 'build.log').text
assert log.contains('n1 is primary: ')
assert log =~ /n[23] is primary: /
assert log.contains('n3 has left')
