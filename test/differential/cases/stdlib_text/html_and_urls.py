import html, urllib.parse as u
from html.parser import HTMLParser
print(html.escape("<a href='x'>&\""), html.unescape("&lt;&eacute;&#x41;&#65;&nbsp;&notit;&amp;lt"))
class P(HTMLParser):
    def handle_starttag(self, tag, attrs): print("start", tag, attrs)
    def handle_endtag(self, tag): print("end", tag)
    def handle_data(self, data): print("data", repr(data))
    def handle_comment(self, data): print("comment", data)
P().feed("<p class=a id='b'>Hi &amp; <br/><!-- c --></p>")
r = u.urlparse("https://user:pw@host.org:8080/p/a;x?q=1&r=a%20b#frag")
print(r, r.hostname, r.port, u.parse_qs(r.query), u.urlencode({"a": "x y", "b": [1, 2]}, doseq=True), u.quote("a/b é?"), u.unquote("%C3%A9+"), u.quote_plus("a b"), u.urljoin("http://a/b/c", "../d"), u.urlsplit("//h/p").geturl())
