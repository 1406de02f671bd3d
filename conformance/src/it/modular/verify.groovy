assert new File(basedir, 'build.log').text.contains('by module dev.rollcall')
