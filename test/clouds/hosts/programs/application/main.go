// The application of the proof: each note that is posted is a committed row of the service's database.
package main

import (
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/lib/pq"
)

// Set by the build, so that a release can be told from the one before.
var release = "none"

const database = "DATABASE_SLOTS_"

func connect() (*sql.DB, error) {
	// Read anew for each connection: the password rotates.
	password, err := os.ReadFile(os.Getenv(database + "PASSWORD_FILE"))
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnector(fmt.Sprintf("host=%s port=%s dbname=%s user=%s password='%s' sslmode=require connect_timeout=5",
		os.Getenv(database+"HOST"), os.Getenv(database+"PORT"), os.Getenv(database+"NAME"), os.Getenv(database+"USER"),
		strings.TrimSpace(string(password))))
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

func notes(answer http.ResponseWriter, question *http.Request) error {
	db, err := connect()
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE IF NOT EXISTS note (id bigserial PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL DEFAULT now())"); err != nil {
		return err
	}
	if question.Method == http.MethodPost {
		text, err := io.ReadAll(question.Body)
		if err != nil {
			return err
		}
		var id int64
		if err := db.QueryRow("INSERT INTO note (text) VALUES ($1) RETURNING id", string(text)).Scan(&id); err != nil {
			return err
		}
		_, err = fmt.Fprintln(answer, id)
		return err
	}
	var count int64
	if err := db.QueryRow("SELECT count(*) FROM note").Scan(&count); err != nil {
		return err
	}
	_, err = fmt.Fprintln(answer, count)
	return err
}

func main() {
	handle := func(path string, what func(http.ResponseWriter, *http.Request) error) {
		http.HandleFunc(path, func(answer http.ResponseWriter, question *http.Request) {
			answer.Header().Set("X-Release", release)
			if err := what(answer, question); err != nil {
				http.Error(answer, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	handle("/api/notes", notes)
	handle("/", func(answer http.ResponseWriter, _ *http.Request) error {
		_, err := fmt.Fprintln(answer, "release", release)
		return err
	})
	if err := http.ListenAndServe(":"+os.Getenv("PORT"), nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
