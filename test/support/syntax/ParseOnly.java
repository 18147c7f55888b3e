import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parses the files named on the command line and prints the errors: no class that they use need be there. */
public class ParseOnly {
    public static void main(String[] files) throws IOException {
        var errors = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(errors, null, null)) {
            // Any byte is a character of this encoding.
            var options = List.of("-proc:none", "-encoding", "ISO-8859-1");
            var sources = manager.getJavaFileObjects(files);
            ((JavacTask) compiler.getTask(null, manager, errors, options, null, sources)).parse();
        }
        for (var error : errors.getDiagnostics()) {
            if (error.getKind() == Diagnostic.Kind.ERROR) {
                System.out.printf("%s:%d: %s%n", error.getSource().getName(), error.getLineNumber(), error.getMessage(null));
            }
        }
    }
}
