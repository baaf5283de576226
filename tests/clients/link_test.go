// A mandate from its source to a link that nobody opens, in Go with net/http and testing.
//
// usage: LOTUSBOX=path/to/lotusbox go test link_test.go
package lotusbox_test

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"reflect"
	"sync"
	"syscall"
	"testing"
)

type object = map[string]any

// start runs a server of its own on a free port until the test ends.
func start(t *testing.T) string {
	binary := os.Getenv("LOTUSBOX")
	if binary == "" {
		binary = "lotusbox"
	}
	server := exec.Command(binary, "serve", "--port", "0", "--quiet", "--json")
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGTERM)
		server.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n') // comes when it is ready
	if err != nil {
		t.Fatal(err)
	}
	var ready struct{ URL string }
	if err := json.Unmarshal(line, &ready); err != nil {
		t.Fatal(err)
	}
	return ready.URL
}

func call(t *testing.T, method, url string, body any) object {
	t.Helper()
	var content io.Reader
	if body != nil {
		text, _ := json.Marshal(body)
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, url, content)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth("sk_test_go", "")
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != 200 {
		t.Fatalf("%s %s: %d %s", method, url, answer.StatusCode, text)
	}
	var told object
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	return told
}

// decrypt opens a webhook: sixteen characters of IV, then base64, AES-128-CBC under the key.
func decrypt(t *testing.T, sealed, key string) object {
	block, err := aes.NewCipher([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	text, err := base64.StdEncoding.DecodeString(sealed[16:])
	if err != nil {
		t.Fatal(err)
	}
	cipher.NewCBCDecrypter(block, []byte(sealed[:16])).CryptBlocks(text, text)
	var event object
	if err := json.Unmarshal(text[:len(text)-int(text[len(text)-1])], &event); err != nil {
		t.Fatal(err)
	}
	return event
}

func status(t *testing.T, url string) int {
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

func TestLinkThatNobodyOpens(t *testing.T) {
	url := start(t)
	var mutex sync.Mutex
	var sealed []string
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		var body struct {
			Sealed string `json:"serialized_response"`
		}
		json.NewDecoder(request.Body).Decode(&body)
		mutex.Lock()
		defer mutex.Unlock()
		sealed = append(sealed, body.Sealed)
	}))
	defer receiver.Close()

	key := call(t, "PUT", url+"/_mock/webhook", object{"url": receiver.URL})["key"].(string)
	source := call(t, "POST", url+"/v1/sources", object{"type": "nach_debit", "nach_debit": object{
		"amount_maximum": 500000, "debtor_agent_code": "ICIC",
		"debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}})
	call(t, "POST", url+"/_mock/authorise", object{"source": source["id"]})
	mandate := call(t, "GET", url+"/v1/sources/"+source["id"].(string), nil)["mandate"].(string)

	request := call(t, "PATCH", url+"/api/mandates/amend?mandate_id="+mandate,
		object{"maximum_amount": "7500.00"})
	if got := call(t, "GET", url+"/v1/mandates/"+mandate, nil)["status"]; got != "pending" {
		t.Fatalf("it is %v, not pending", got)
	}
	week := call(t, "POST", url+"/_mock/clock/advance", object{"by": "P7D", "settle_ms": 30000})
	if week["quiet"] != true {
		t.Fatal("deliveries are left")
	}
	if got := status(t, request["auth_link"].(string)); got != 410 {
		t.Fatalf("the link answers %d, not 410", got)
	}
	lapsed := call(t, "GET", url+"/v1/mandates/"+mandate, nil)
	if lapsed["status"] != "active" || lapsed["amount_maximum"] != 500000.0 {
		t.Fatalf("the mandate is not as it was: %v", lapsed)
	}

	mutex.Lock()
	defer mutex.Unlock()
	var types []string
	for _, one := range sealed {
		types = append(types, decrypt(t, one, key)["type"].(string))
	}
	want := []string{"source.pending", "source.submitted", "mandate.active", "customer.active",
		"mandate.pending", "mandate.amend.failed"}
	if !reflect.DeepEqual(types, want) {
		t.Fatalf("got %v, not %v", types, want)
	}
}
