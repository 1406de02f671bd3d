assert new File(basedir, 'build.log').text.contains('by module dev.rollcall') : 'nothing in build.log names the module'
