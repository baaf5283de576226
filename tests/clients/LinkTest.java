// A mandate from its source to a link that nobody opens, in Java with the JDK's HttpClient and
// JUnit 5. The JDK reads no JSON: here a pattern finds the few texts that are needed.
//
// usage: LOTUSBOX=path/to/lotusbox sh java_test.sh, or with the runner of your build
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private Process server;
  private HttpServer receiver;
  private String url;

  @BeforeEach
  void start() throws Exception {
    String binary = System.getenv().getOrDefault("LOTUSBOX", "lotusbox");
    server = new ProcessBuilder(binary, "serve", "--port", "0", "--quiet", "--json")
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    url = text("url", new BufferedReader(new InputStreamReader(server.getInputStream())).readLine());
    receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext("/hook", exchange -> {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    receiver.start();
  }

  @AfterEach
  void stop() throws Exception {
    receiver.stop(0);
    server.destroy();
    server.waitFor();
  }

  /** The first text of this name in a JSON text. */
  private static String text(String name, String json) {
    var found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]++|\\\\.)*+)\"").matcher(json);
    assertTrue(found.find(), "no " + name + " in " + json);
    return found.group(1).replace("\\/", "/").replace("\\u0026", "&").replace("\\n", "\n");
  }

  private String call(String method, String path, String body) throws Exception {
    String basic = Base64.getEncoder().encodeToString("sk_test_java:".getBytes());
    var request = HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/json")
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body)).build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), method + " " + path + ": " + answer.body());
    return answer.body();
  }

  /** The event in a webhook: sixteen characters of IV, then base64 in lines, AES-128-CBC. */
  private static String decrypt(String body, String key) {
    try {
      String sealed = text("serialized_response", body);
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.getBytes(), "AES"),
          new IvParameterSpec(sealed.substring(0, 16).getBytes()));
      byte[] plain = cipher.doFinal(Base64.getMimeDecoder().decode(sealed.substring(16)));
      return new String(plain, StandardCharsets.UTF_8);
    } catch (java.security.GeneralSecurityException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void aLinkThatNobodyOpensDies() throws Exception {
    String hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    String key = text("key", call("PUT", "/_mock/webhook", "{\"url\":\"" + hook + "\"}"));
    String source = text("id", call("POST", "/v1/sources", """
        {"type": "nach_debit", "nach_debit": {"amount_maximum": 500000, "debtor_agent_code": "ICIC",
        "debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}}"""));
    call("POST", "/_mock/authorise", "{\"source\":\"" + source + "\"}");
    String mandate = text("mandate", call("GET", "/v1/sources/" + source, null));

    String link = text("auth_link", call("PATCH", "/api/mandates/amend?mandate_id=" + mandate,
        "{\"maximum_amount\":\"7500.00\"}"));
    assertEquals("pending", text("status", call("GET", "/v1/mandates/" + mandate, null)));
    String week = call("POST", "/_mock/clock/advance", "{\"by\":\"P7D\",\"settle_ms\":30000}");
    assertTrue(week.contains("\"quiet\":true"), week);
    var opened = client.send(HttpRequest.newBuilder(URI.create(link)).build(),
        HttpResponse.BodyHandlers.discarding());
    assertEquals(410, opened.statusCode());
    String lapsed = call("GET", "/v1/mandates/" + mandate, null);
    assertEquals("active", text("status", lapsed));
    assertTrue(lapsed.contains("\"amount_maximum\":500000"), lapsed);

    assertEquals(
        List.of("source.pending", "source.submitted", "mandate.active", "customer.active",
            "mandate.pending", "mandate.amend.failed"),
        bodies.stream().map(body -> type(decrypt(body, key))).toList());
  }

  /** An event names its type last, behind its data. */
  private static String type(String event) {
    var found = Pattern.compile("\"type\":\"([a-z_]+\\.[a-z_.]+)\"").matcher(event);
    assertTrue(found.find(), event);
    return found.group(1);
  }
}
