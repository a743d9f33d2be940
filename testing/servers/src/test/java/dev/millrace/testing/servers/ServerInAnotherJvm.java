package dev.millrace.testing.servers;

import dev.millrace.testing.servers.PostgresServer.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/// A program that starts a server, prints the folder of its data, and waits to be killed.
final class ServerInAnotherJvm {

    private ServerInAnotherJvm() {}

    public static void main(String[] arguments) throws Exception {
        PostgresServer server = PostgresServer.start(Durability.FAST);
        String data = dataOf(server);
        if (List.of(arguments).contains("pause")) {
            server.pause();
        }
        System.out.println(data);
        Thread.currentThread().join();
    }

    private static String dataOf(PostgresServer server) throws Exception {
        try (Connection connection = server.newDatabase().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show data_directory")) {
            result.next();
            return result.getString(1);
        }
    }
}
