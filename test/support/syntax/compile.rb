# Compiles the files named on the command line, runs nothing and prints the errors.

ARGV.each do |path|
  RubyVM::InstructionSequence.compile_file(path)
rescue SyntaxError => error
  puts error.message
end
