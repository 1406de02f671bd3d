// That Main exited with 0 is not enough: it was run, too, and told its story to the end.
def log = new File(basedir, 'build.log').text
['n1 is primary: ', 'n1 dies', ~/n[23] is primary: /, 'n3 has left'].each {
  assert (it instanceof String ? log.contains(it) : it.matcher(log).find()) : "nothing in build.log says '$it'"
}
