export const HELP = `Usage: agent [command] --config FILE [options]

  run (default)   follow the console
  launch          run the agent as a child that may be replaced by a new version ("self" in the configuration)
  check           see whether this bundle can work with the configuration and the state of this host
  reach           see whether a server answers this node
  hold            change nothing on this host   [--reason TEXT] [--for 90s|30m|2h|1d]
  release         follow the console again
  status          print what this host knows
  import          send what runs now to the console as a version
                  --bin NAME --version VERSION [--arch WORD] [--server URL] [--token-file FILE]
                  (else a person's access token in RC_ACCESS_TOKEN)
  --version       print the version
  --help          print this text
`;
